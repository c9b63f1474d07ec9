/** Tools of other servers, over the Model Context Protocol. */
@NullMarked
package coda.voice.engines.language.mcp;

import org.jspecify.annotations.NullMarked;
