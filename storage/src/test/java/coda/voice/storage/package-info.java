@NullMarked
package coda.voice.storage;

import org.jspecify.annotations.NullMarked;
