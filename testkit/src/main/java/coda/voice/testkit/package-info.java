/** What tests are made of: virtual time, scripted engines, recorded sessions. */
@NullMarked
package coda.voice.testkit;

import org.jspecify.annotations.NullMarked;
