package coda.voice.conversation;

import java.util.Optional;

/**
 * What to change in a live session; a reply that is running keeps what it began with.
 *
 * @param mode who answers
 * @param voice a voice of the synthesiser
 * @param language BCP 47
 * @param turns all times of turn-taking
 */
public record SessionChange(
    Optional<ProcessingMode> mode,
    Optional<String> voice,
    Optional<String> language,
    Optional<TurnSettings> turns) {}
