package coda.voice.protocol.realtime;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;
import java.util.Optional;

/** Items as JSON. */
final class ItemOut {
  private final Dialect dialect;
  private final boolean withAudio;

  /**
   * A writer of items.
   *
   * @param withAudio whether audio is written, as in {@code conversation.item.retrieved} only
   */
  ItemOut(Dialect dialect, boolean withAudio) {
    this.dialect = dialect;
    this.withAudio = withAudio;
  }

  JsonNode write(Item item) {
    Out out = new Out().text("id", item.id());
    switch (item) {
      case Item.Message message ->
          common(out, "message", message.status())
              .text("role", message.role().wireName())
              .list("content", message.content(), this::content);
      case Item.FunctionCall call ->
          common(out, "function_call", call.status())
              .text("call_id", call.callId())
              .text("name", call.name())
              .text("arguments", call.arguments());
      case Item.FunctionCallOutput output ->
          common(out, "function_call_output", output.status())
              .text("call_id", output.callId())
              .text("output", output.output());
      case Item.McpListTools list ->
          out.text("type", "mcp_list_tools")
              .text("server_label", list.serverLabel())
              .list("tools", list.tools(), ItemOut::tool);
      case Item.McpCall call -> {
        out.text("type", "mcp_call")
            .text("server_label", call.serverLabel())
            .text("name", call.name())
            .text("arguments", call.arguments())
            .text("approval_request_id", call.approvalRequestId())
            .text("output", call.output());
        call.error().ifPresent(error -> out.set("error", failure(error)));
      }
      case Item.McpApprovalRequest request ->
          out.text("type", "mcp_approval_request")
              .text("server_label", request.serverLabel())
              .text("name", request.name())
              .text("arguments", request.arguments());
      case Item.McpApprovalResponse response ->
          out.text("type", "mcp_approval_response")
              .text("approval_request_id", response.approvalRequestId())
              .flag("approve", response.approve())
              .text("reason", response.reason());
    }
    return out.node();
  }

  private static Out common(Out out, String type, ItemStatus status) {
    return out.text("object", "realtime.item").text("type", type).text("status", status.wireName());
  }

  private JsonNode content(Content content) {
    boolean beta = dialect.isBeta();
    return switch (content) {
      case Content.InputText text ->
          new Out().text("type", "input_text").text("text", text.text()).node();
      case Content.InputAudio audio ->
          new Out()
              .text("type", "input_audio")
              .text("audio", audio(audio.audio()))
              .nullable("transcript", audio.transcript())
              .node();
      case Content.InputImage image ->
          new Out()
              .text("type", "input_image")
              .text("image_url", image.imageUrl())
              .text("detail", image.detail())
              .node();
      case Content.OutputText text ->
          new Out().text("type", beta ? "text" : "output_text").text("text", text.text()).node();
      case Content.OutputAudio audio ->
          new Out()
              .text("type", beta ? "audio" : "output_audio")
              .text("audio", audio(audio.audio()))
              .text("transcript", audio.transcript())
              .node();
    };
  }

  private Optional<String> audio(Optional<AudioBytes> audio) {
    return audio
        .filter(_ -> withAudio)
        .map(bytes -> Base64.getEncoder().encodeToString(bytes.bytes()));
  }

  private static JsonNode tool(Item.McpTool tool) {
    Out out =
        new Out()
            .text("name", tool.name())
            .text("description", tool.description().orElse("")) // clients take none for a mistake
            .set("input_schema", tool.inputSchema().node());
    tool.annotations().ifPresent(json -> out.set("annotations", json.node()));
    return out.node();
  }

  private static Out failure(Item.McpFailure failure) {
    return switch (failure) {
      case Item.McpFailure.Protocol error ->
          new Out()
              .text("type", "protocol_error")
              .whole("code", error.code())
              .text("message", error.message());
      case Item.McpFailure.Execution error ->
          new Out().text("type", "tool_execution_error").text("message", error.message());
      case Item.McpFailure.Http error ->
          new Out()
              .text("type", "http_error")
              .whole("code", error.code())
              .text("message", error.message());
    };
  }
}
