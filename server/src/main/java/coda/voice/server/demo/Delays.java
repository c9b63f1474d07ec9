package coda.voice.server.demo;

import coda.voice.protocol.coda.ServerMessage.Latency;
import coda.voice.server.demo.ReplyRecord.Ending;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Where the time before a reply went, in milliseconds; empty where it was not measured.
 *
 * @param client from the last sound of the user to the first sound of the reply, at the client
 * @param endpointing until the server decided that the turn is over
 * @param transcript from there to the final transcript
 * @param firstText from there to the first words of the reply
 * @param firstAudio from there to the first sound sent
 * @param total all four, as the server measured them
 */
record Delays(
    OptionalDouble client,
    OptionalDouble endpointing,
    OptionalDouble transcript,
    OptionalDouble firstText,
    OptionalDouble firstAudio,
    OptionalDouble total) {

  static Delays of(TurnResult turn) {
    Optional<Latency> latency = turn.reply().flatMap(ReplyRecord::ending).map(Ending::latency);
    return new Delays(
        turn.replyDelayMs(),
        stage(latency, Latency::endpointing),
        stage(latency, Latency::transcript),
        stage(latency, Latency::firstText),
        stage(latency, Latency::firstAudio),
        stage(latency, Latency::total));
  }

  /** Of each stage by itself, over the turns where it was measured. */
  static Delays median(List<TurnResult> turns) {
    List<Delays> all = turns.stream().map(Delays::of).toList();
    return new Delays(
        median(all, Delays::client),
        median(all, Delays::endpointing),
        median(all, Delays::transcript),
        median(all, Delays::firstText),
        median(all, Delays::firstAudio),
        median(all, Delays::total));
  }

  private static OptionalDouble stage(
      Optional<Latency> latency, Function<Latency, OptionalLong> stage) {
    OptionalLong ms = latency.map(stage).orElse(OptionalLong.empty());
    return ms.isPresent() ? OptionalDouble.of((double) ms.getAsLong()) : OptionalDouble.empty();
  }

  private static OptionalDouble median(List<Delays> all, Function<Delays, OptionalDouble> stage) {
    double[] sorted =
        all.stream()
            .map(stage)
            .filter(OptionalDouble::isPresent)
            .mapToDouble(OptionalDouble::getAsDouble)
            .sorted()
            .toArray();
    if (sorted.length == 0) {
      return OptionalDouble.empty();
    }
    int middle = sorted.length / 2;
    return OptionalDouble.of(
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2);
  }

  Map<String, Double> json() {
    Map<String, Double> json = new LinkedHashMap<>();
    client.ifPresent(ms -> json.put("client_ms", ms));
    endpointing.ifPresent(ms -> json.put("endpointing_ms", ms));
    transcript.ifPresent(ms -> json.put("transcript_ms", ms));
    firstText.ifPresent(ms -> json.put("first_text_ms", ms));
    firstAudio.ifPresent(ms -> json.put("first_audio_ms", ms));
    total.ifPresent(ms -> json.put("total_ms", ms));
    return json;
  }
}
