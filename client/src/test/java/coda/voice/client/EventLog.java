package coda.voice.client;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Notes every event. */
final class EventLog implements CodaListener {
  final List<CodaEvent> events = new CopyOnWriteArrayList<>();

  @Override
  public void onEvent(CodaEvent event) {
    events.add(event);
  }

  <E extends CodaEvent> List<E> of(Class<E> type) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }
}
