/** Language models behind LangChain4j: Ollama, any OpenAI-compatible server, any other it knows. */
@NullMarked
package coda.voice.engines.language;

import org.jspecify.annotations.NullMarked;
