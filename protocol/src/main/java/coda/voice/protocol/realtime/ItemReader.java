package coda.voice.protocol.realtime;

import coda.voice.protocol.ProtocolError;
import coda.voice.protocol.Shown;
import coda.voice.protocol.UserText;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** The items that a client may create, from JSON. */
final class ItemReader {
  /** Audio of one message, in bytes. */
  static final int MAX_AUDIO = 15 * 1024 * 1024;

  static final int MAX_ID = 128;
  private static final int MAX_NAME = 128;
  private static final int MAX_TEXT = 200_000;
  private static final int MAX_PARTS = 1_000;
  private static final int MAX_IMAGE = 24 * 1024 * 1024;
  private static final int MAX_BASE64 = MAX_AUDIO / 3 * 4;

  private ItemReader() {}

  static Item read(Fields item) {
    String type = item.requiredText("type", MAX_NAME);
    Optional<String> id = item.name("id", MAX_ID);
    ItemStatus status = item.choice("status", ItemStatus.values()).orElse(ItemStatus.COMPLETED);
    return switch (type) {
      case "message" -> message(item, id, status);
      case "function_call" ->
          new Item.FunctionCall(
              id,
              item.requiredName("call_id", MAX_ID),
              item.requiredName("name", MAX_NAME),
              item.requiredText("arguments", MAX_TEXT),
              status);
      case "function_call_output" ->
          new Item.FunctionCallOutput(
              id,
              item.requiredName("call_id", MAX_ID),
              item.requiredText("output", MAX_TEXT),
              status);
      case "mcp_approval_response" ->
          new Item.McpApprovalResponse(
              id,
              item.requiredName("approval_request_id", MAX_ID),
              item.flag("approve").orElseThrow(() -> Faults.missing(item.path("approve"))),
              item.text("reason", MAX_TEXT));
      default ->
          throw Faults.choice(
              item.path("type"),
              Shown.text(type),
              List.of("message", "function_call", "function_call_output", "mcp_approval_response"));
    };
  }

  private static Item.Message message(Fields item, Optional<String> id, ItemStatus status) {
    Role role =
        item.choice("role", Role.values()).orElseThrow(() -> Faults.missing(item.path("role")));
    List<Content> content =
        item.list("content", MAX_PARTS, (path, node) -> content(role, Fields.object(path, node)))
            .orElseThrow(() -> Faults.missing(item.path("content")));
    return new Item.Message(id, role, status, content);
  }

  /** A part; {@code text} is what the beta dialect calls text of anybody. */
  private static Content content(Role role, Fields part) {
    String type = part.requiredText("type", MAX_NAME);
    return switch (role) {
      case SYSTEM ->
          switch (type) {
            case "input_text", "text" -> new Content.InputText(text(part));
            default -> throw unknown(part, type, "input_text");
          };
      case USER ->
          switch (type) {
            case "input_text", "text" -> new Content.InputText(text(part));
            case "input_audio" -> audio(part);
            case "input_image" -> image(part);
            default -> throw unknown(part, type, "input_text", "input_audio", "input_image");
          };
      case ASSISTANT ->
          switch (type) {
            case "output_text", "text" -> new Content.OutputText(text(part));
            default -> throw unknown(part, type, "output_text");
          };
    };
  }

  private static RealtimeException unknown(Fields part, String type, String... allowed) {
    return Faults.choice(part.path("type"), Shown.text(type), List.of(allowed));
  }

  private static String text(Fields part) {
    return UserText.clean(part.requiredText("text", MAX_TEXT));
  }

  /** With the transcript only, as clients that put a history back know nothing else. */
  private static Content audio(Fields part) {
    Optional<String> transcript = part.text("transcript", MAX_TEXT).map(UserText::clean);
    if (transcript.isEmpty() && !part.has("audio")) {
      throw Faults.missing(part.path("audio"));
    }
    return new Content.InputAudio(
        part.has("audio") ? Optional.of(audio(part, "audio")) : Optional.empty(), transcript);
  }

  /** Audio as base64 of RFC 4648, section 4, at most {@link #MAX_AUDIO} bytes. */
  static AudioBytes audio(Fields fields, String name) {
    String text = fields.requiredText(name, MAX_BASE64);
    try {
      return new AudioBytes(Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      throw Faults.fault(
          ProtocolError.PROTOCOL_AUDIO_ENCODING,
          "invalid_value",
          "Invalid '"
              + fields.path(name)
              + "'. Expected base64-encoded audio bytes (RFC 4648, section 4).",
          fields.path(name));
    }
  }

  private static Content image(Fields part) {
    String url = part.requiredText("image_url", MAX_IMAGE);
    if (!url.startsWith("data:image/png;base64,") && !url.startsWith("data:image/jpeg;base64,")) {
      throw Faults.value(
          part.path("image_url"),
          Shown.text(url),
          "a data URL of a PNG or JPEG, as data:image/png;base64,…");
    }
    Optional<String> detail = part.text("detail", MAX_NAME);
    if (detail.isPresent() && !List.of("auto", "low", "high").contains(detail.get())) {
      throw Faults.choice(
          part.path("detail"), Shown.text(detail.get()), List.of("auto", "low", "high"));
    }
    return new Content.InputImage(url, detail);
  }
}
