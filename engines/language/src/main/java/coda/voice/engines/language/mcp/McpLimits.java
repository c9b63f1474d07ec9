package coda.voice.engines.language.mcp;

/**
 * How much a tool server may take of us.
 *
 * @param openMs the longest connecting and listing, in ms
 * @param callMs the longest call, in ms
 * @param responseBytes the longest response of HTTP
 * @param tools the most tools of a server
 * @param resultChars the longest result of a call
 */
public record McpLimits(long openMs, long callMs, long responseBytes, int tools, int resultChars) {
  /** What the server uses. */
  public static final McpLimits DEFAULTS = new McpLimits(10_000, 30_000, 2L << 20, 128, 64 << 10);
}
