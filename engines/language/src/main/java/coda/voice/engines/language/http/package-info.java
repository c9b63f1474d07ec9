/** LangChain4j's HTTP client over the JDK's, with requests that can be aborted at every stage. */
@NullMarked
package coda.voice.engines.language.http;

import org.jspecify.annotations.NullMarked;
