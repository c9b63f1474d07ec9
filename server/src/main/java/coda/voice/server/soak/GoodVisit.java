package coda.voice.server.soak;

import coda.voice.client.ClientException;
import coda.voice.client.ClientOptions;
import coda.voice.client.CodaClient;
import coda.voice.client.CodaEvent;
import coda.voice.client.CodaListener;
import coda.voice.client.ReconnectPolicy;
import coda.voice.protocol.coda.AudioConfig;
import coda.voice.protocol.coda.AudioEncoding;
import coda.voice.protocol.coda.AudioFormat;
import coda.voice.protocol.coda.ClientMessage.ConversationStart;
import coda.voice.protocol.coda.ClientMessage.VoiceStart;
import coda.voice.protocol.coda.Outcome;
import coda.voice.protocol.coda.ServerMessage;
import coda.voice.protocol.coda.StreamFormat;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Somebody who behaves, and must be served: one turn, its whole answer, goodbye. Blocks its thread.
 */
final class GoodVisit implements CodaListener {
  private static final int RATE = 16_000;
  private static final int STEP_MS = 20;
  private static final int SAMPLES = RATE / 1_000 * STEP_MS;
  private static final int SPOKEN_STEPS = 30;
  private static final int SILENT_STEPS = 100;
  private static final long PATIENCE_S = 30;

  private static final StreamFormat FORMAT =
      new StreamFormat(RATE, 1, AudioFormat.PCM16, AudioEncoding.BINARY);

  private final URI uri;
  private final Habit habit;
  private final BlockingQueue<ServerMessage> answers = new LinkedBlockingQueue<>();
  private String why = "";

  GoodVisit(URI uri, Habit habit) {
    this.uri = uri;
    this.habit = habit;
  }

  /**
   * Comes, is served, and goes.
   *
   * @return what went wrong; empty when nothing did
   * @throws InterruptedException when the caller is
   */
  Optional<String> make() throws InterruptedException {
    try (CodaClient client =
        new CodaClient(ClientOptions.to(uri).reconnect(ReconnectPolicy.NEVER).build(), this)) {
      client.connect();
      client.startConversation(
          new ConversationStart(
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              List.of()));
      client.startVoice(new VoiceStart(Optional.empty(), AudioConfig.both(FORMAT)));
      if (habit == Habit.TALK) {
        speak(client);
      } else {
        client.sendText("one two three four five six seven");
      }
      if (habit == Habit.INTERRUPT) {
        if (await(ServerMessage.VoiceStreamChunk.class).isEmpty()) {
          return Optional.of(why);
        }
        client.interrupt();
      }
      Optional<ServerMessage.VoiceResponse> answer = await(ServerMessage.VoiceResponse.class);
      if (answer.isEmpty()) {
        return Optional.of(why);
      }
      client.endConversation();
      return judge(answer.get().outcome());
    } catch (ClientException e) {
      return Optional.of(e.code());
    }
  }

  private Optional<String> judge(Outcome outcome) {
    boolean cut = outcome == Outcome.TRUNCATED || outcome == Outcome.CANCELLED;
    return outcome == Outcome.COMPLETED || (cut && habit == Habit.INTERRUPT)
        ? Optional.empty()
        : Optional.of("the answer was " + outcome.wireName());
  }

  /** In real time, because a turn ends by the silence after it. */
  private static void speak(CodaClient client) throws InterruptedException {
    byte[] loud = new byte[2 * SAMPLES];
    Arrays.fill(loud, (byte) 0x20);
    byte[] silent = new byte[2 * SAMPLES];
    long began = System.nanoTime();
    for (int step = 0; step < SPOKEN_STEPS + SILENT_STEPS; step++) {
      client.sendAudio(step < SPOKEN_STEPS ? loud : silent, SAMPLES);
      long due = began + TimeUnit.MILLISECONDS.toNanos((long) STEP_MS * (step + 1));
      TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
    }
  }

  /** The next answer of a kind; empty when there is none, and {@link #why} says why. */
  private <T extends ServerMessage> Optional<T> await(Class<T> kind) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
    while (true) {
      ServerMessage message = answers.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (message == null) {
        why = "no " + kind.getSimpleName() + " within " + PATIENCE_S + " s";
        return Optional.empty();
      }
      if (message instanceof ServerMessage.Failure failure) {
        why = failure.code();
        return Optional.empty();
      }
      if (kind.isInstance(message)) {
        return Optional.of(kind.cast(message));
      }
    }
  }

  @Override
  public void onEvent(CodaEvent event) {
    if (event instanceof CodaEvent.Message message) {
      switch (message.envelope().message()) {
        case ServerMessage.VoiceStreamChunk m -> answers.add(m);
        case ServerMessage.VoiceResponse m -> answers.add(m);
        case ServerMessage.Failure m -> answers.add(m);
        default -> {
          // nothing that anybody waits for here
        }
      }
    }
  }
}
