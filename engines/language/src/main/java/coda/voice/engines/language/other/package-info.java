/** Any other model LangChain4j can talk to, brought along on the class path. */
@NullMarked
package coda.voice.engines.language.other;

import org.jspecify.annotations.NullMarked;
