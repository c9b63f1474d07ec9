package coda.voice.engines.kyutai.moshi;

/**
 * What the streams of an engine have done since the start, summed up.
 *
 * @param sent packets of 20 ms sent to Moshi
 * @param silence of these, silence that stood in for a microphone that stayed away
 * @param dropped stretches of 20 ms of the microphone that were too old to be sent
 * @param skipped stretches of 20 ms in which nothing could be sent at all
 * @param heard samples that came from Moshi
 * @param damaged pages and packets from Moshi that could not be heard
 * @param ignored messages of kinds that mean nothing here
 * @param handshakes connections that Moshi took
 * @param lost connections that ended before they should, replaced or not
 */
public record MoshiFigures(
    long sent,
    long silence,
    long dropped,
    long skipped,
    long heard,
    long damaged,
    long ignored,
    long handshakes,
    long lost) {}
