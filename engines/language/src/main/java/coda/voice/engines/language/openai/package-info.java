/** Models served with OpenAI's interface, by anybody. */
@NullMarked
package coda.voice.engines.language.openai;

import org.jspecify.annotations.NullMarked;
