package coda.voice.engines.kyutai.recognition;

/**
 * Silence that was sent to push the last words out of the model at once, instead of waiting until
 * its delay has passed. The server works it off faster than real time.
 *
 * @param marker the id that comes back when all before the silence was recognised
 * @param steps after how many steps of this connection that is so
 */
record Flush(long marker, long steps) {}
