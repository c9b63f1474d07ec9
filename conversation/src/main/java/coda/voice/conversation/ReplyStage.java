package coda.voice.conversation;

import coda.voice.audio.AudioFrame;
import coda.voice.engine.EngineChange;
import coda.voice.engine.EngineException;
import coda.voice.engine.TokenCount;
import coda.voice.engine.Tool.ToolCall;

/** Where an answer is performed: told what it does, on the session's loop. */
interface ReplyStage {
  /** Whether more of its audio can be taken now. */
  boolean readyForAudio();

  /** Its first words are there. */
  void textBegan(RunningReply reply);

  /** Its first sound goes out, unless it is held in this very moment. */
  void speechBegan(RunningReply reply);

  /** The first sound of a sentence goes out. */
  void text(RunningReply reply, String text);

  /** A frame goes out; borrowed for the call. */
  void audio(RunningReply reply, AudioFrame frame);

  /** What is heard from now on must not be interrupted, or may be again. */
  void guarded(RunningReply reply, boolean guarded);

  /** It wants a tool. */
  void toolCalled(RunningReply reply, ToolCall call);

  /** The language model has counted what it costs. */
  void counted(RunningReply reply, TokenCount count);

  /** It breaks off because it is as long as it may be. */
  void lengthReached(RunningReply reply);

  /** Another engine is at work on it than the one before. */
  void engineChanged(EngineChange change);

  /** More of it was sent or played. */
  void progressed(RunningReply reply);

  /** It is completely made. */
  void made(RunningReply reply);

  /** All of it was played. */
  void finished(RunningReply reply);

  /** It cannot go on, and what there was of it was played. */
  void failed(RunningReply reply, EngineException failure);
}
