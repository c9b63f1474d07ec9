package coda.voice.protocol.realtime;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The whole configuration of a session as it is in effect.
 *
 * @param type conversation or transcription
 * @param model its name; does not change
 * @param outputModality what answers are made of
 * @param instructions for the model
 * @param tools it may call
 * @param toolChoice whether it calls them
 * @param parallelToolCalls whether it may call several at once; empty if never set
 * @param reasoning how long it thinks; empty if never set
 * @param maxOutputTokens of a response, 1 to 4096; empty for no limit
 * @param truncation what happens when the conversation grows too long
 * @param prompt a prompt kept by the server
 * @param tracing {@code "auto"} or an object
 * @param include what events hold in addition
 * @param input of audio
 * @param output of audio
 * @param temperature of the beta dialect, 0.6 to 1.2; empty if never set
 */
public record SessionConfig(
    SessionType type,
    Optional<String> model,
    OutputModality outputModality,
    String instructions,
    List<Tool> tools,
    ToolChoice toolChoice,
    Optional<Boolean> parallelToolCalls,
    Optional<ReasoningEffort> reasoning,
    OptionalInt maxOutputTokens,
    Truncation truncation,
    Optional<Json> prompt,
    Optional<Json> tracing,
    Optional<List<String>> include,
    Input input,
    Output output,
    OptionalDouble temperature) {

  /** The one thing that events can hold in addition. */
  public static final String LOGPROBS = "item.input_audio_transcription.logprobs";

  /** Keeps lists of its own. */
  public SessionConfig {
    tools = List.copyOf(tools);
    include = include.map(List::copyOf);
  }

  /**
   * Audio from the user.
   *
   * @param format how it is encoded
   * @param noiseReduction empty for none
   * @param transcription empty for none: then no transcription events are sent
   * @param turnDetection how the end of a turn is noticed
   */
  public record Input(
      AudioFormat format,
      Optional<NoiseReduction> noiseReduction,
      Optional<Transcription> transcription,
      TurnDetection turnDetection) {}

  /**
   * Audio of answers.
   *
   * @param format how it is encoded
   * @param voice its name
   * @param speed 0.25 to 1.5
   */
  public record Output(AudioFormat format, String voice, double speed) {}

  /**
   * What a session begins with when the client has said nothing yet.
   *
   * @param type conversation or transcription
   * @param model asked for, if any
   * @param instructions of the server
   * @param voice of the server
   */
  public static SessionConfig defaults(
      SessionType type, Optional<String> model, String instructions, String voice) {
    return new SessionConfig(
        type,
        model,
        OutputModality.AUDIO,
        instructions,
        List.of(),
        ToolChoice.DEFAULT,
        Optional.empty(),
        Optional.empty(),
        OptionalInt.empty(),
        Truncation.DEFAULT,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        new Input(AudioFormat.PCM, Optional.empty(), Optional.empty(), TurnDetection.DEFAULT),
        new Output(AudioFormat.PCM, voice, 1.0),
        OptionalDouble.empty());
  }

  /**
   * This with the changes of a later {@code session.update}. What is absent stays; {@code null}
   * clears what can be cleared and leaves the rest; objects are merged field by field, but turn
   * detection and formats are replaced.
   *
   * @param patch the changes
   * @throws RealtimeException when it changes the type, or a part of something that is not there
   */
  public SessionConfig merge(SessionPatch patch) {
    return patch.applyTo(this, false);
  }

  /**
   * This with the changes of the first {@code session.update}, which may change the type too.
   *
   * @param patch the changes
   * @throws RealtimeException when it changes a part of something that is not there
   */
  public SessionConfig mergeFirst(SessionPatch patch) {
    return patch.applyTo(this, true);
  }

  /** Whether transcription events hold the likelihood of words. */
  public boolean includesLogprobs() {
    return include.isPresent() && include.get().contains(LOGPROBS);
  }
}
