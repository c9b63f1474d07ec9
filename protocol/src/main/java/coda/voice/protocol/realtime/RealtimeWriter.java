package coda.voice.protocol.realtime;

import java.util.Optional;

/**
 * Says what the server has to say on one connection, in the dialect of the connection; every event
 * gets an {@code event_id} of its own.
 *
 * <p>Any number of threads may write.
 */
public final class RealtimeWriter {
  private final Dialect dialect;
  private final EventIds eventIds = new EventIds();
  private final ServerEventOut out;

  /**
   * A writer for a connection.
   *
   * @param dialect of the connection
   */
  public RealtimeWriter(Dialect dialect) {
    this.dialect = dialect;
    this.out = new ServerEventOut(dialect);
  }

  /**
   * The text of an event.
   *
   * @param event what to say
   * @return empty when the dialect has no such event
   */
  public Optional<String> write(ServerEvent event) {
    return EventNames.in(dialect, event)
        .map(
            type -> {
              Out root = new Out().text("type", type).text("event_id", eventIds.next());
              return Mapping.text(out.fields(event, root).node());
            });
  }

  /**
   * A writer of the audio of one part of an answer.
   *
   * @param ids where the part belongs
   */
  public AudioDeltas audioDeltas(PartIds ids) {
    String type = dialect.isBeta() ? "response.audio.delta" : "response.output_audio.delta";
    return new AudioDeltas(type, ids, eventIds);
  }
}
