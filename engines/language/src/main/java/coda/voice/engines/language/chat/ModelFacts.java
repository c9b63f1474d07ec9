package coda.voice.engines.language.chat;

/**
 * What is known about the model that answers.
 *
 * @param model its name at the server
 * @param contextTokens the context window used, in tokens
 * @param tools whether it can call tools
 * @param thinking whether it can reason before it answers, as far as the server says
 */
public record ModelFacts(String model, int contextTokens, boolean tools, boolean thinking) {}
