package coda.voice.gateway.sessions;

import coda.voice.conversation.Owner;
import coda.voice.conversation.ProcessingMode;
import java.time.Instant;

/**
 * A session as it was a moment ago. Never what was said in it.
 *
 * @param handle by which whoever runs the server names it; not the client's name for it
 * @param conversation the client's name for it
 * @param owner whose it is
 * @param door which protocol its client speaks, for example {@code coda}
 * @param address where its client came from
 * @param since when it began
 * @param phase {@code waiting}, {@code listening}, {@code processing}, {@code responding}, {@code
 *     suspended}, {@code ending}
 * @param mode who answers
 * @param messages lines of its history
 * @param replies answers that are over
 * @param problems failures that its client was told of
 * @param droppedFrames microphone frames that were dropped because it could not keep up
 * @param lastActive when it last told anything
 */
public record SessionView(
    String handle,
    String conversation,
    Owner owner,
    String door,
    String address,
    Instant since,
    String phase,
    ProcessingMode mode,
    int messages,
    long replies,
    long problems,
    long droppedFrames,
    Instant lastActive) {}
