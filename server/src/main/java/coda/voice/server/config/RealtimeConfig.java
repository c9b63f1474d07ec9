package coda.voice.server.config;

/**
 * What the Realtime protocol offers.
 *
 * @param mcp tools of other servers
 */
public record RealtimeConfig(McpConfig mcp) {}
