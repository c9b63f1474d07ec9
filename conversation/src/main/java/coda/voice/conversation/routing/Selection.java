package coda.voice.conversation.routing;

/** What makes one of two answers the better one. Each is measured; see {@link Selector}. */
public enum Selection {
  /** The one that can be heard first. */
  FASTEST,
  /** The one whose maker has lately delivered best. */
  HIGHEST_QUALITY,
  /** The one that takes up more of the question. */
  MOST_RELEVANT,
  /** All of it, weighted. */
  BALANCED
}
