package coda.voice.testkit;

import coda.voice.audio.enhance.EnhancementOptions;
import coda.voice.conversation.AnswerSettings;
import coda.voice.conversation.ConversationMode;
import coda.voice.conversation.HistoryEdit;
import coda.voice.conversation.Playout;
import coda.voice.conversation.ReplyRequest;
import coda.voice.conversation.SessionChange;
import coda.voice.conversation.SessionNotice.ReplyEnded;
import coda.voice.conversation.TurnManners;
import coda.voice.conversation.TurnManners.Yielding;
import coda.voice.conversation.TurnSettings;
import coda.voice.conversation.VoiceSetup;
import coda.voice.engine.AnswerOptions;
import coda.voice.engine.AnswerOptions.ToolChoice;
import coda.voice.engine.LanguageModel.AnswerRequest;
import coda.voice.engine.LanguageModel.Message;
import coda.voice.engine.LanguageModel.Role;
import coda.voice.engine.Tool;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What a front door asks of a session that answers on request, in the words of these tests. */
final class FrontDoor {
  /** Answers are asked for, and speech ends them. */
  static final TurnSettings OBEDIENT =
      TurnSettings.DEFAULTS.withManners(new TurnManners(false, Yielding.AT_ONCE));

  private final VirtualSession s;

  FrontDoor(VirtualSession s) {
    this.s = s;
  }

  static VirtualSession obedient(Tool... tools) {
    return new VirtualSession(OBEDIENT, List.of(tools));
  }

  /** The client plays what it is sent by itself. */
  FrontDoor clientPlays() {
    s.session.startVoice(
        new VoiceSetup(
            16_000,
            16_000,
            ConversationMode.FULL_DUPLEX,
            true,
            EnhancementOptions.OFF,
            Playout.CLIENT));
    s.loop.settle();
    return this;
  }

  void asks(String requestId) {
    asks(requestId, AnswerSettings.USUAL);
  }

  void asks(String requestId, AnswerSettings how) {
    s.session.respond(new ReplyRequest(requestId, how, Optional.empty()));
    s.loop.settle();
  }

  void asksAbout(String requestId, Message... lines) {
    s.session.respond(
        new ReplyRequest(requestId, AnswerSettings.USUAL, Optional.of(List.of(lines))));
    s.loop.settle();
  }

  void asksAside(String requestId, AnswerSettings how, Message... lines) {
    s.session.respondAside(
        new ReplyRequest(
            requestId, how, lines.length == 0 ? Optional.empty() : Optional.of(List.of(lines))));
    s.loop.settle();
  }

  void adds(String id, Role role, String text) {
    edits(new HistoryEdit.Insert(id, role, text, Optional.empty()));
  }

  void addsAfter(String before, String id, Role role, String text) {
    edits(new HistoryEdit.Insert(id, role, text, Optional.of(before)));
  }

  void removes(String id) {
    edits(new HistoryEdit.Remove(id));
  }

  private void edits(HistoryEdit edit) {
    s.session.edit(edit);
    s.loop.settle();
  }

  void configures(AnswerSettings how) {
    s.session.configure(
        new SessionChange(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(how)));
    s.loop.settle();
  }

  /** The client says how much of an answer that is over was heard. */
  void heardOnly(String replyId, long ms) {
    s.session.heardOnly(replyId, ms);
    s.loop.settle();
  }

  AnswerRequest lastAsked() {
    return s.model.asked().getLast();
  }

  List<String> lastHistory() {
    return lastAsked().history().stream().map(FrontDoor::written).toList();
  }

  private static String written(Message line) {
    return line.role() + ": " + line.text();
  }

  ReplyEnded lastEnded() {
    return s.told(ReplyEnded.class).getLast();
  }

  static AnswerSettings told(String instructions, Tool... tools) {
    return new AnswerSettings(
        new AnswerOptions(Optional.of(instructions), ToolChoice.AUTO, OptionalInt.of(50)),
        List.of(tools),
        true,
        Optional.empty());
  }

  static AnswerSettings with(Tool... tools) {
    return new AnswerSettings(AnswerOptions.NONE, List.of(tools), true, Optional.empty());
  }

  static AnswerSettings written(Tool... tools) {
    return new AnswerSettings(AnswerOptions.NONE, List.of(tools), false, Optional.empty());
  }
}
