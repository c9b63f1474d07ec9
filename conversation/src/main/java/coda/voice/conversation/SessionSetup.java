package coda.voice.conversation;

import coda.voice.conversation.store.TurnSink;
import coda.voice.engine.LanguageModel.Message;
import java.time.ZoneId;
import java.util.List;

/**
 * What a session is opened with.
 *
 * @param conversationId unique, at most 100 characters of {@code [A-Za-z0-9_.:-]}
 * @param language BCP 47
 * @param voice a voice of the synthesiser, or empty for its default
 * @param mode who answers
 * @param modes how the modes with a duplex model work
 * @param zone the user's time zone
 * @param turns the times of turn-taking
 * @param playbackLeadMs how far ahead of real time reply audio is sent, 40 to 2000
 * @param history lines from before, oldest first
 * @param phrases what the session itself says and takes for agreement
 * @param witness sees everything the session does
 * @param kept gets every turn as the history has it
 */
public record SessionSetup(
    String conversationId,
    String language,
    String voice,
    ProcessingMode mode,
    ModeSettings modes,
    ZoneId zone,
    TurnSettings turns,
    int playbackLeadMs,
    List<Message> history,
    Phrases phrases,
    SessionWitness witness,
    TurnSink kept) {

  /** Copies the history. */
  public SessionSetup {
    history = List.copyOf(history);
  }

  /**
   * A session whose turns nobody keeps.
   *
   * @param conversationId see above
   * @param language see above
   * @param voice see above
   * @param mode see above
   * @param modes see above
   * @param zone see above
   * @param turns see above
   * @param playbackLeadMs see above
   * @param history see above
   * @param phrases see above
   * @param witness see above
   */
  public SessionSetup(
      String conversationId,
      String language,
      String voice,
      ProcessingMode mode,
      ModeSettings modes,
      ZoneId zone,
      TurnSettings turns,
      int playbackLeadMs,
      List<Message> history,
      Phrases phrases,
      SessionWitness witness) {
    this(
        conversationId,
        language,
        voice,
        mode,
        modes,
        zone,
        turns,
        playbackLeadMs,
        history,
        phrases,
        witness,
        TurnSink.NONE);
  }
}
