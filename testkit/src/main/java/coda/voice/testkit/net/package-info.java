/** Networks that misbehave on purpose. */
@NullMarked
package coda.voice.testkit.net;

import org.jspecify.annotations.NullMarked;
