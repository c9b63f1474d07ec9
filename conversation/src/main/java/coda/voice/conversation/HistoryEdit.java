package coda.voice.conversation;

import coda.voice.engine.LanguageModel.Role;
import java.util.Optional;

/** A change to what the conversation remembers, by the front door. */
public sealed interface HistoryEdit {

  /**
   * A line is added.
   *
   * @param id its name, unlike that of any other line
   * @param role who said it
   * @param text what
   * @param after the line it follows: the name of a turn, an answer or another inserted line; at
   *     the beginning when nobody knows that name; empty for the end
   */
  record Insert(String id, Role role, String text, Optional<String> after) implements HistoryEdit {}

  /**
   * A line is forgotten.
   *
   * @param id the name of a turn, an answer or an inserted line; if nobody knows it, nothing
   *     happens
   */
  record Remove(String id) implements HistoryEdit {}
}
