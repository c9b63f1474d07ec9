/** Work in the background that is looked after: started, started again, counted and stopped. */
@NullMarked
package coda.voice.gateway.task;

import org.jspecify.annotations.NullMarked;
