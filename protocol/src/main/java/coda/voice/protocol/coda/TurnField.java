package coda.voice.protocol.coda;

/**
 * The numbers of turn-taking a client may set, with their ranges: milliseconds where the name says
 * so. The names on the wire are the constants' in lower case.
 */
public enum TurnField implements WireName {
  /** Audio kept from before speech was noticed. */
  PRE_ROLL_MS(0, 2_000),
  /** Less speech than this is no turn. */
  MIN_SPEECH_MS(20, 2_000),
  /** Silence that ends a turn whose words certainly are all. */
  COMPLETE_SILENCE_MS(100, 10_000),
  /** Silence that ends a turn nobody can judge. */
  SILENCE_MS(100, 10_000),
  /** Silence that ends a turn whose words promise more. */
  INCOMPLETE_SILENCE_MS(100, 20_000),
  /** Speech over the assistant before its words may interrupt. */
  INTERRUPTION_MS(20, 5_000),
  /** Words over the assistant that interrupt it; with 0 the length of the speech decides. */
  INTERRUPTION_WORDS(0, 10),
  /** After so long without words a held answer goes on. */
  FALSE_INTERRUPTION_MS(100, 10_000),
  /** Wait for the final transcript after a turn's end. */
  FINAL_TRANSCRIPT_MS(100, 30_000),
  /** Wait for the first words of an answer. */
  FIRST_TEXT_MS(100, 60_000),
  /** Wait for the first sound of an answer. */
  FIRST_AUDIO_MS(100, 60_000),
  /** Longest time from turn end to first sound. */
  REPLY_BUDGET_MS(100, 120_000),
  /** Longest pause inside an answer. */
  STALL_MS(100, 60_000),
  /** How long an answer waits for its tools. */
  TOOL_MS(100, 600_000),
  /** Longest single turn of the user. */
  MAX_TURN_MS(1_000, 600_000),
  /** A session without anything happening ends. */
  IDLE_MS(1_000, 3_600_000),
  /** Quiet after which the assistant speaks up once; 0 for never. */
  IDLE_PROMPT_MS(0, 600_000),
  /** How long a lost connection may take to come back; 0 for not at all. */
  SUSPENSION_MS(0, 300_000);

  private final int min;
  private final int max;

  TurnField(int min, int max) {
    this.min = min;
    this.max = max;
  }

  /** The smallest value. */
  public int min() {
    return min;
  }

  /** The largest value. */
  public int max() {
    return max;
  }

  /** The name on the wire, in lower case. */
  @Override
  public String wireName() {
    return WireName.super.wireName();
  }
}
