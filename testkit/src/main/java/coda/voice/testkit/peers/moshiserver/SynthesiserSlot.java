package coda.voice.testkit.peers.moshiserver;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * One place in the synthesiser's batch: looks two words ahead, speaks of words two seconds before
 * their sound is made, and ends only when it is told that no more text comes.
 */
final class SynthesiserSlot implements Runnable {
  private static final int LOOK_AHEAD = 2;
  private static final int AUDIO_DELAY_STEPS = 25;
  private static final int TAIL_STEPS = 2;

  private final Connection connection;
  private final boolean bare;
  private final LinkedBlockingQueue<ClientSays> queue = new LinkedBlockingQueue<>();
  private final List<String> words = new ArrayList<>();
  private boolean complete;

  SynthesiserSlot(Connection connection, boolean bare) {
    this.connection = connection;
    this.bare = bare;
  }

  void offer(ClientSays message) {
    queue.add(message);
  }

  @Override
  public void run() {
    try {
      if (!bare) {
        connection.greet(ServerSays.ready());
        connection.send(ServerSays.text("", 0, 0));
      }
      speak();
      connection.close();
    } catch (InterruptedException gone) {
      Thread.currentThread().interrupt();
    }
  }

  private void speak() throws InterruptedException {
    for (int step = 0; connection.open(); step++) {
      int word = step / SpokenScript.STEPS_PER_WORD;
      boolean begins = step % SpokenScript.STEPS_PER_WORD == 0;
      while (begins && !complete && words.size() <= word + LOOK_AHEAD) {
        accept(queue.take());
      }
      int end = words.size() * SpokenScript.STEPS_PER_WORD + TAIL_STEPS;
      if (complete && (words.isEmpty() || step - AUDIO_DELAY_STEPS >= end)) {
        return;
      }
      if (connection.stepMs() > 0) {
        Thread.sleep(connection.stepMs()); // the model thinks
      } else {
        Thread.yield();
      }
      if (begins && word < words.size()) {
        tellOf(word, step);
      }
      if (step >= AUDIO_DELAY_STEPS) {
        deliver(SpokenScript.frame(step - AUDIO_DELAY_STEPS, words.size()));
      }
    }
  }

  private void accept(ClientSays message) {
    switch (message) {
      case ClientSays.Text(String text) -> words.addAll(SpokenScript.words(text));
      case ClientSays.EndOfText end -> complete = true;
      case ClientSays.Voice voice -> {
        if (!words.isEmpty()) {
          connection.drop("a voice after the first text");
        }
      }
      default -> throw new IllegalStateException("not for a synthesiser: " + message);
    }
  }

  private void tellOf(int word, int step) {
    if (!bare) {
      double start = step * 0.08;
      connection.send(ServerSays.text(words.get(word), start, start + 0.24));
    }
  }

  private void deliver(float[] samples) {
    if (!bare) {
      connection.send(ServerSays.audio(samples));
      return;
    }
    ByteBuffer bytes = ByteBuffer.allocate(samples.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    for (float sample : samples) {
      bytes.putFloat(sample);
    }
    connection.send(bytes.array());
  }
}
