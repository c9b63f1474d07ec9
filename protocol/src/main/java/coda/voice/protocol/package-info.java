/** What the codecs of all wire protocols share: the exception and how values are shown in it. */
@NullMarked
package coda.voice.protocol;

import org.jspecify.annotations.NullMarked;
