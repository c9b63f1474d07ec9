package coda.voice.engines.language.ollama;

import coda.voice.engine.EngineException;
import java.util.List;
import java.util.Optional;

/** Which of Ollama's models answers. */
final class OllamaModels {
  private OllamaModels() {}

  /**
   * The one that was named, or the first that can chat.
   *
   * @param api asked
   * @param wanted its name, if one was configured
   * @throws EngineException {@code ENGINE_UNAVAILABLE} with what there is and what to do
   */
  static String choose(OllamaApi api, Optional<String> wanted) {
    List<String> there = api.models();
    if (wanted.isPresent()) {
      return there.stream()
          .filter(name -> OllamaApi.sameModel(name, wanted.get()))
          .findFirst()
          .orElseThrow(
              () ->
                  EngineException.unavailable(
                      OllamaProvider.NAME,
                      "%s does not have the model '%s'; it has: %s. Run `ollama pull %s`"
                          .formatted(
                              api.address(),
                              wanted.get(),
                              there.isEmpty() ? "none" : String.join(", ", there),
                              wanted.get())));
    }
    for (String name : there) {
      if (there.size() == 1 || api.show(name).can("completion", true)) {
        return name;
      }
    }
    throw EngineException.unavailable(
        OllamaProvider.NAME,
        api.address()
            + " has no model that can chat. Get one, for example with `ollama pull llama3.2`");
  }
}
