package coda.voice.engine.gpu;

/**
 * How much room a card has.
 *
 * @param card its number
 * @param budgetBytes what components may hold together
 * @param freeBytes what nobody has reserved
 */
public record CardRoom(int card, long budgetBytes, long freeBytes) {}
