package coda.voice.server.demo;

import coda.voice.engine.Synthesizer;
import java.io.PrintWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** The demo: a scripted user with a voice of its own talks to a server. */
public final class Demo {
  private final PrintWriter out;

  /**
   * A demo.
   *
   * @param out where the timeline is printed while it happens
   */
  public Demo(PrintWriter out) {
    this.out = out;
  }

  /**
   * Talks to a server until the script is over or a turn is not answered. Takes as long as the
   * conversation: about a minute.
   *
   * @param server its address, {@code ws://…}
   * @param userVoice speaks the user's part; warm
   * @throws coda.voice.VoiceException when the server cannot be reached or the voice fails
   */
  public DemoResult talk(URI server, Synthesizer userVoice) throws InterruptedException {
    List<DemoTurn> turns = DemoScript.turns();
    UserVoice voice = new UserVoice(userVoice);
    List<Utterance> utterances = new ArrayList<>();
    for (DemoTurn turn : turns) {
      utterances.add(voice.record(turn.says()));
    }
    Timeline timeline = new Timeline(out);
    DemoConversation conversation = new DemoConversation(timeline);
    List<TurnResult> results = conversation.hold(server, turns, utterances);
    List<String> problems = new ArrayList<>(conversation.problems());
    if (results.size() < turns.size()) {
      problems.add("only %d of %d turns were spoken".formatted(results.size(), turns.size()));
    }
    return new DemoResult(results, timeline.entries(), problems, conversation.tape());
  }
}
