package coda.voice.protocol.realtime;

import java.util.List;
import java.util.Optional;

/** An entry of a conversation. */
public sealed interface Item {
  /** {@code item_…} or what the client chose; empty only where a client left it to the server. */
  Optional<String> id();

  /**
   * The same with an id.
   *
   * @param id of the item
   */
  Item withId(String id);

  /**
   * What somebody said.
   *
   * @param id of the item
   * @param role who
   * @param status how far it is
   * @param content its parts
   */
  record Message(Optional<String> id, Role role, ItemStatus status, List<Content> content)
      implements Item {
    /** Keeps a list of its own. */
    public Message {
      content = List.copyOf(content);
    }

    @Override
    public Message withId(String newId) {
      return new Message(Optional.of(newId), role, status, content);
    }
  }

  /**
   * A function that the model calls.
   *
   * @param id of the item
   * @param callId {@code call_…}
   * @param name of the function
   * @param arguments as JSON text; {@code ""} while it is made
   * @param status how far it is
   */
  record FunctionCall(
      Optional<String> id, String callId, String name, String arguments, ItemStatus status)
      implements Item {
    @Override
    public FunctionCall withId(String newId) {
      return new FunctionCall(Optional.of(newId), callId, name, arguments, status);
    }
  }

  /**
   * What a function gave back.
   *
   * @param id of the item
   * @param callId of the call it answers
   * @param output any text, may be empty
   * @param status how far it is
   */
  record FunctionCallOutput(Optional<String> id, String callId, String output, ItemStatus status)
      implements Item {
    @Override
    public FunctionCallOutput withId(String newId) {
      return new FunctionCallOutput(Optional.of(newId), callId, output, status);
    }
  }

  /**
   * The tools that an MCP server offers.
   *
   * @param id of the item
   * @param serverLabel of the server
   * @param tools what it offers
   */
  record McpListTools(Optional<String> id, String serverLabel, List<McpTool> tools)
      implements Item {
    /** Keeps a list of its own. */
    public McpListTools {
      tools = List.copyOf(tools);
    }

    @Override
    public McpListTools withId(String newId) {
      return new McpListTools(Optional.of(newId), serverLabel, tools);
    }
  }

  /**
   * A tool that an MCP server offers.
   *
   * @param name of the tool
   * @param description what it does
   * @param inputSchema JSON schema of its arguments
   * @param annotations what else the server tells
   */
  record McpTool(
      String name, Optional<String> description, Json inputSchema, Optional<Json> annotations) {}

  /**
   * A call of an MCP tool.
   *
   * @param id of the item
   * @param serverLabel of the server
   * @param name of the tool
   * @param arguments as JSON text
   * @param approvalRequestId of the request that allowed it
   * @param output what it gave back
   * @param error why it failed
   */
  record McpCall(
      Optional<String> id,
      String serverLabel,
      String name,
      String arguments,
      Optional<String> approvalRequestId,
      Optional<String> output,
      Optional<McpFailure> error)
      implements Item {
    @Override
    public McpCall withId(String newId) {
      return new McpCall(
          Optional.of(newId), serverLabel, name, arguments, approvalRequestId, output, error);
    }
  }

  /** Why a call of an MCP tool failed. */
  sealed interface McpFailure {
    /** What went wrong, for people. */
    String message();

    /**
     * The server spoke MCP wrongly or refused.
     *
     * @param code of JSON-RPC
     * @param message what went wrong
     */
    record Protocol(int code, String message) implements McpFailure {}

    /**
     * The tool itself failed.
     *
     * @param message what went wrong
     */
    record Execution(String message) implements McpFailure {}

    /**
     * The server could not be reached or answered with an error.
     *
     * @param code of HTTP
     * @param message what went wrong
     */
    record Http(int code, String message) implements McpFailure {}
  }

  /**
   * The server asks whether a tool may be called.
   *
   * @param id of the item
   * @param serverLabel of the server
   * @param name of the tool
   * @param arguments as JSON text
   */
  record McpApprovalRequest(Optional<String> id, String serverLabel, String name, String arguments)
      implements Item {
    @Override
    public McpApprovalRequest withId(String newId) {
      return new McpApprovalRequest(Optional.of(newId), serverLabel, name, arguments);
    }
  }

  /**
   * The client's answer to that.
   *
   * @param id of the item
   * @param approvalRequestId of the request
   * @param approve whether it may be called
   * @param reason why or why not
   */
  record McpApprovalResponse(
      Optional<String> id, String approvalRequestId, boolean approve, Optional<String> reason)
      implements Item {
    @Override
    public McpApprovalResponse withId(String newId) {
      return new McpApprovalResponse(Optional.of(newId), approvalRequestId, approve, reason);
    }
  }
}
