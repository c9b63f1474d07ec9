package coda.voice.protocol.realtime;

/**
 * Where a part of an answer belongs.
 *
 * @param responseId {@code resp_…}
 * @param itemId {@code item_…}
 * @param outputIndex of the item in the response, from 0
 * @param contentIndex of the part in the item, from 0
 */
public record PartIds(String responseId, String itemId, int outputIndex, int contentIndex) {}
