package coda.voice.conversation.duplex;

import coda.voice.conversation.reply.ReplyWatcher;
import coda.voice.engine.EngineChange;
import coda.voice.engine.EngineException;
import coda.voice.engine.Tool.ToolCall;
import java.util.ArrayList;
import java.util.List;

/** Whoever hears an utterance, and what it was told. */
class Hearer implements ReplyWatcher {
  final List<String> told = new ArrayList<>();

  @Override
  public void onTextBegan() {
    told.add("text");
  }

  @Override
  public void onSilentText(String text) {
    told.add("silent " + text);
  }

  @Override
  public void onToolCall(ToolCall call) {
    told.add("tool");
  }

  @Override
  public void onEngineChange(EngineChange change) {
    told.add("changed to " + change.to());
  }

  @Override
  public void onAudio() {
    told.add("audio");
  }

  @Override
  public void onMade() {
    told.add("made");
  }

  @Override
  public void onFailed(EngineException failure) {
    told.add("failed " + failure.code());
  }
}
