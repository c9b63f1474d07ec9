package coda.voice.protocol.realtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * What a {@code session.update} is to change: the fields that are there, read and found valid. It
 * may hold secrets of MCP servers, so its text says nothing.
 */
public final class SessionPatch {
  /** A session to try a patch on. It has all that a patch may change a part of. */
  private static final SessionConfig ANY =
      SessionJson.read(
          new Fields(
              Mapping.tree(
                  "{\"audio\":{\"input\":{\"noise_reduction\":{\"type\":\"near_field\"}}}}"),
              ""),
          SessionConfig.defaults(SessionType.REALTIME, Optional.empty(), "", "default"),
          true);

  private final ObjectNode node;
  private final boolean flat;

  private SessionPatch(ObjectNode node, boolean flat) {
    this.node = node;
    this.flat = flat;
  }

  /**
   * Reads a patch, in the current shape or the flat one of the beta dialect.
   *
   * @throws RealtimeException when a field is wrong
   */
  static SessionPatch read(Fields fields, Dialect dialect) {
    boolean flat = BetaSession.isFlat(fields, dialect);
    ObjectNode node = flat ? BetaSession.nested(fields) : fields.copy();
    if (!flat) {
      node.remove("temperature"); // clients still send it, but it is no more
    }
    SessionPatch patch = new SessionPatch(node, flat);
    patch.applyTo(fields.path(), ANY, true);
    return patch;
  }

  /**
   * Reads a patch that opens a transcription session of the beta dialect, which is flat always.
   *
   * @throws RealtimeException when a field is wrong
   */
  static SessionPatch readTranscription(Fields fields) {
    ObjectNode node = BetaSession.nested(fields);
    node.put("type", SessionType.TRANSCRIPTION.wireName());
    SessionPatch patch = new SessionPatch(node, true);
    patch.applyTo(fields.path(), ANY, true);
    return patch;
  }

  /** A patch that changes nothing. */
  public static SessionPatch none() {
    return new SessionPatch(JsonNodeFactory.instance.objectNode(), false);
  }

  SessionConfig applyTo(SessionConfig before, boolean first) {
    return applyTo("session", before, first);
  }

  private SessionConfig applyTo(String path, SessionConfig before, boolean first) {
    try {
      return SessionJson.read(new Fields(node, path), before, first);
    } catch (RealtimeException e) {
      throw flat ? e.with(BetaSession.inFlatWords(path, e.told())) : e;
    }
  }

  /** The type it asks for. */
  public Optional<SessionType> type() {
    return new Fields(node, "session").choice("type", SessionType.values());
  }

  /** The model it asks for, which a session keeps from its beginning. */
  public Optional<String> model() {
    return Optional.ofNullable(node.get("model"))
        .filter(JsonNode::isTextual)
        .map(JsonNode::textValue);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SessionPatch that && node.equals(that.node);
  }

  @Override
  public int hashCode() {
    return node.hashCode();
  }

  @Override
  public String toString() {
    return "SessionPatch[" + node.size() + " fields]";
  }
}
