@NullMarked
package coda.voice.server.data;

import org.jspecify.annotations.NullMarked;
