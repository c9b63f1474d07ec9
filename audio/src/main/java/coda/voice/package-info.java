/** The root of Coda Voice: what every module shares. It lives in the lowest module. */
@NullMarked
package coda.voice;

import org.jspecify.annotations.NullMarked;
