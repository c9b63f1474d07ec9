/** Plain HTTP beside the WebSockets: paths, who may use them, and how they answer. */
@NullMarked
package coda.voice.gateway.http;

import org.jspecify.annotations.NullMarked;
