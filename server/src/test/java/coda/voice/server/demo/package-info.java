/** Tests of the demo's parts. */
@NullMarked
package coda.voice.server.demo;

import org.jspecify.annotations.NullMarked;
