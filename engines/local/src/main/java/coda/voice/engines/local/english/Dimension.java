package coda.voice.engines.local.english;

/** What a unit measures; only units of one dimension convert into each other. */
public enum Dimension {
  /** How long or far. */
  LENGTH,
  /** How heavy. */
  MASS,
  /** How much room. */
  VOLUME,
  /** How warm. */
  TEMPERATURE,
  /** How fast. */
  SPEED,
  /** How long it takes. */
  TIME,
  /** How much surface. */
  AREA
}
