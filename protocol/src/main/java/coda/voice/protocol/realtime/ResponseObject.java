package coda.voice.protocol.realtime;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A response as clients see it.
 *
 * @param id {@code resp_…}
 * @param status how far it is
 * @param output its items, without audio; empty when it is created
 * @param conversationId {@code conv_…}; empty when it belongs to none
 * @param outputModality what it is made of
 * @param maxOutputTokens 1 to 4096; empty for no limit
 * @param outputFormat how its audio is encoded
 * @param voice that speaks it
 * @param temperature for the beta dialect; empty for its default
 * @param usage empty only while it is in progress
 * @param metadata as the client gave it, in its order
 */
public record ResponseObject(
    String id,
    ResponseStatus status,
    List<Item> output,
    Optional<String> conversationId,
    OutputModality outputModality,
    OptionalInt maxOutputTokens,
    AudioFormat outputFormat,
    String voice,
    OptionalDouble temperature,
    Optional<Usage> usage,
    Optional<Map<String, String>> metadata) {

  /** Keeps collections of its own. What has ended has a usage, if need be of zeros. */
  public ResponseObject {
    output = List.copyOf(output);
    metadata = metadata.map(LinkedHashMap::new);
    if (usage.isEmpty() && !(status instanceof ResponseStatus.InProgress)) {
      usage = Optional.of(Usage.NONE);
    }
  }

  /**
   * A response that begins.
   *
   * @param id {@code resp_…}
   * @param conversationId empty when it belongs to none
   * @param config of this response, see {@link ResponseParams#over}
   * @param metadata as the client gave it
   */
  public static ResponseObject created(
      String id,
      Optional<String> conversationId,
      SessionConfig config,
      Optional<Map<String, String>> metadata) {
    return new ResponseObject(
        id,
        new ResponseStatus.InProgress(),
        List.of(),
        conversationId,
        config.outputModality(),
        config.maxOutputTokens(),
        config.output().format(),
        config.output().voice(),
        config.temperature(),
        Optional.empty(),
        metadata);
  }

  /**
   * The same at its end.
   *
   * @param how it ended
   * @param items it made
   * @param used tokens
   */
  public ResponseObject ended(ResponseStatus how, List<Item> items, Usage used) {
    return new ResponseObject(
        id,
        how,
        items,
        conversationId,
        outputModality,
        maxOutputTokens,
        outputFormat,
        voice,
        temperature,
        Optional.of(used),
        metadata);
  }
}
