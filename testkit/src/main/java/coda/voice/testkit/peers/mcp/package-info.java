/** A scripted MCP server. */
@NullMarked
package coda.voice.testkit.peers.mcp;

import org.jspecify.annotations.NullMarked;
