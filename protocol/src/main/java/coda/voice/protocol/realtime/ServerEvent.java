package coda.voice.protocol.realtime;

import java.util.List;
import java.util.Optional;

/**
 * What the server says: every event that exists on a WebSocket. All times are milliseconds, all
 * indices begin at 0.
 */
public sealed interface ServerEvent {
  /** The {@code type} on the wire, in the current dialect. */
  String type();

  /**
   * {@code session.created}.
   *
   * @param session as it begins
   */
  record SessionCreated(SessionObject session) implements ServerEvent {
    @Override
    public String type() {
      return "session.created";
    }
  }

  /**
   * {@code session.updated}.
   *
   * @param session with everything in effect
   */
  record SessionUpdated(SessionObject session) implements ServerEvent {
    @Override
    public String type() {
      return "session.updated";
    }
  }

  /**
   * {@code conversation.created}; sent in the beta dialect only.
   *
   * @param conversationId {@code conv_…}
   */
  record ConversationCreated(String conversationId) implements ServerEvent {
    @Override
    public String type() {
      return "conversation.created";
    }
  }

  /**
   * {@code input_audio_buffer.speech_started}.
   *
   * @param itemId that the user's item will have
   * @param audioStartMs since the first audio of the session
   */
  record SpeechStarted(String itemId, long audioStartMs) implements ServerEvent {
    @Override
    public String type() {
      return "input_audio_buffer.speech_started";
    }
  }

  /**
   * {@code input_audio_buffer.speech_stopped}.
   *
   * @param itemId that the user's item will have
   * @param audioEndMs since the first audio of the session
   */
  record SpeechStopped(String itemId, long audioEndMs) implements ServerEvent {
    @Override
    public String type() {
      return "input_audio_buffer.speech_stopped";
    }
  }

  /**
   * {@code input_audio_buffer.committed}.
   *
   * @param itemId of the user's item
   * @param previousItemId the item before; empty for the first
   */
  record Committed(String itemId, Optional<String> previousItemId) implements ServerEvent {
    @Override
    public String type() {
      return "input_audio_buffer.committed";
    }
  }

  /** {@code input_audio_buffer.cleared}. */
  record Cleared() implements ServerEvent {
    @Override
    public String type() {
      return "input_audio_buffer.cleared";
    }
  }

  /**
   * {@code input_audio_buffer.timeout_triggered}; only for clients that set an idle timeout.
   *
   * @param itemId that the silent item will have
   * @param audioStartMs since the first audio of the session
   * @param audioEndMs since the first audio of the session
   */
  record TimeoutTriggered(String itemId, long audioStartMs, long audioEndMs)
      implements ServerEvent {
    @Override
    public String type() {
      return "input_audio_buffer.timeout_triggered";
    }
  }

  /**
   * {@code conversation.item.added}; {@code conversation.item.created} in the beta dialect.
   *
   * @param item as it is now
   * @param previousItemId the item before; empty for the first
   */
  record ItemAdded(Item item, Optional<String> previousItemId) implements ServerEvent {
    @Override
    public String type() {
      return "conversation.item.added";
    }
  }

  /**
   * {@code conversation.item.done}; not in the beta dialect.
   *
   * @param item as it stays
   * @param previousItemId the item before; empty for the first
   */
  record ItemDone(Item item, Optional<String> previousItemId) implements ServerEvent {
    @Override
    public String type() {
      return "conversation.item.done";
    }
  }

  /**
   * {@code conversation.item.retrieved}.
   *
   * @param item with its audio
   */
  record ItemRetrieved(Item item) implements ServerEvent {
    @Override
    public String type() {
      return "conversation.item.retrieved";
    }
  }

  /**
   * {@code conversation.item.deleted}.
   *
   * @param itemId which
   */
  record ItemDeleted(String itemId) implements ServerEvent {
    @Override
    public String type() {
      return "conversation.item.deleted";
    }
  }

  /**
   * {@code conversation.item.truncated}.
   *
   * @param itemId which
   * @param contentIndex of its audio
   * @param audioEndMs what is left
   */
  record ItemTruncated(String itemId, int contentIndex, int audioEndMs) implements ServerEvent {
    @Override
    public String type() {
      return "conversation.item.truncated";
    }
  }

  /**
   * {@code conversation.item.input_audio_transcription.delta}.
   *
   * @param itemId of the user's item
   * @param contentIndex of its audio
   * @param delta to append
   * @param logprobs of its tokens; not sent if empty
   */
  record TranscriptionDelta(String itemId, int contentIndex, String delta, List<Logprob> logprobs)
      implements ServerEvent {
    /** Keeps a list of its own. */
    public TranscriptionDelta {
      logprobs = List.copyOf(logprobs);
    }

    @Override
    public String type() {
      return "conversation.item.input_audio_transcription.delta";
    }
  }

  /**
   * {@code conversation.item.input_audio_transcription.completed}.
   *
   * @param itemId of the user's item
   * @param contentIndex of its audio
   * @param transcript all of it
   * @param usage what it took
   * @param logprobs of its tokens; not sent if empty
   */
  record TranscriptionCompleted(
      String itemId,
      int contentIndex,
      String transcript,
      TranscriptionUsage usage,
      List<Logprob> logprobs)
      implements ServerEvent {
    /** Keeps a list of its own. */
    public TranscriptionCompleted {
      logprobs = List.copyOf(logprobs);
    }

    @Override
    public String type() {
      return "conversation.item.input_audio_transcription.completed";
    }
  }

  /**
   * {@code conversation.item.input_audio_transcription.failed}.
   *
   * @param itemId of the user's item
   * @param contentIndex of its audio
   * @param error why
   */
  record TranscriptionFailed(String itemId, int contentIndex, RealtimeError error)
      implements ServerEvent {
    @Override
    public String type() {
      return "conversation.item.input_audio_transcription.failed";
    }
  }

  /**
   * {@code conversation.item.input_audio_transcription.segment}.
   *
   * @param itemId of the user's item
   * @param contentIndex of its audio
   * @param id of the segment
   * @param text what was said
   * @param speaker who
   * @param start seconds
   * @param end seconds
   */
  record TranscriptionSegment(
      String itemId,
      int contentIndex,
      String id,
      String text,
      String speaker,
      double start,
      double end)
      implements ServerEvent {
    @Override
    public String type() {
      return "conversation.item.input_audio_transcription.segment";
    }
  }

  /**
   * {@code response.created}.
   *
   * @param response in progress
   */
  record ResponseCreated(ResponseObject response) implements ServerEvent {
    @Override
    public String type() {
      return "response.created";
    }
  }

  /**
   * {@code response.done}.
   *
   * @param response with its output and usage
   */
  record ResponseDone(ResponseObject response) implements ServerEvent {
    @Override
    public String type() {
      return "response.done";
    }
  }

  /**
   * {@code response.output_item.added}.
   *
   * @param responseId {@code resp_…}
   * @param outputIndex from 0
   * @param item in progress
   */
  record OutputItemAdded(String responseId, int outputIndex, Item item) implements ServerEvent {
    @Override
    public String type() {
      return "response.output_item.added";
    }
  }

  /**
   * {@code response.output_item.done}.
   *
   * @param responseId {@code resp_…}
   * @param outputIndex from 0
   * @param item completed or incomplete
   */
  record OutputItemDone(String responseId, int outputIndex, Item item) implements ServerEvent {
    @Override
    public String type() {
      return "response.output_item.done";
    }
  }

  /**
   * {@code response.content_part.added}.
   *
   * @param ids where it belongs
   * @param part still empty
   */
  record ContentPartAdded(PartIds ids, ContentPart part) implements ServerEvent {
    @Override
    public String type() {
      return "response.content_part.added";
    }
  }

  /**
   * {@code response.content_part.done}.
   *
   * @param ids where it belongs
   * @param part whole
   */
  record ContentPartDone(PartIds ids, ContentPart part) implements ServerEvent {
    @Override
    public String type() {
      return "response.content_part.done";
    }
  }

  /**
   * {@code response.output_audio.delta}; {@link RealtimeWriter#audioDeltas} writes it without this
   * record.
   *
   * @param ids where it belongs
   * @param audio in the output format
   */
  record OutputAudioDelta(PartIds ids, AudioBytes audio) implements ServerEvent {
    @Override
    public String type() {
      return "response.output_audio.delta";
    }
  }

  /**
   * {@code response.output_audio.done}.
   *
   * @param ids where it belongs
   */
  record OutputAudioDone(PartIds ids) implements ServerEvent {
    @Override
    public String type() {
      return "response.output_audio.done";
    }
  }

  /**
   * {@code response.output_audio_transcript.delta}.
   *
   * @param ids where it belongs
   * @param delta to append
   */
  record OutputAudioTranscriptDelta(PartIds ids, String delta) implements ServerEvent {
    @Override
    public String type() {
      return "response.output_audio_transcript.delta";
    }
  }

  /**
   * {@code response.output_audio_transcript.done}.
   *
   * @param ids where it belongs
   * @param transcript all of it
   */
  record OutputAudioTranscriptDone(PartIds ids, String transcript) implements ServerEvent {
    @Override
    public String type() {
      return "response.output_audio_transcript.done";
    }
  }

  /**
   * {@code response.output_text.delta}.
   *
   * @param ids where it belongs
   * @param delta to append
   */
  record OutputTextDelta(PartIds ids, String delta) implements ServerEvent {
    @Override
    public String type() {
      return "response.output_text.delta";
    }
  }

  /**
   * {@code response.output_text.done}.
   *
   * @param ids where it belongs
   * @param text all of it
   */
  record OutputTextDone(PartIds ids, String text) implements ServerEvent {
    @Override
    public String type() {
      return "response.output_text.done";
    }
  }

  /**
   * {@code response.function_call_arguments.delta}.
   *
   * @param responseId {@code resp_…}
   * @param itemId of the call
   * @param outputIndex from 0
   * @param callId {@code call_…}
   * @param delta to append
   */
  record FunctionArgumentsDelta(
      String responseId, String itemId, int outputIndex, String callId, String delta)
      implements ServerEvent {
    @Override
    public String type() {
      return "response.function_call_arguments.delta";
    }
  }

  /**
   * {@code response.function_call_arguments.done}.
   *
   * @param responseId {@code resp_…}
   * @param itemId of the call
   * @param outputIndex from 0
   * @param callId {@code call_…}
   * @param name of the function
   * @param arguments all of them
   */
  record FunctionArgumentsDone(
      String responseId,
      String itemId,
      int outputIndex,
      String callId,
      String name,
      String arguments)
      implements ServerEvent {
    @Override
    public String type() {
      return "response.function_call_arguments.done";
    }
  }

  /**
   * {@code response.mcp_call_arguments.delta}.
   *
   * @param responseId {@code resp_…}
   * @param itemId of the call
   * @param outputIndex from 0
   * @param delta to append
   */
  record McpArgumentsDelta(String responseId, String itemId, int outputIndex, String delta)
      implements ServerEvent {
    @Override
    public String type() {
      return "response.mcp_call_arguments.delta";
    }
  }

  /**
   * {@code response.mcp_call_arguments.done}.
   *
   * @param responseId {@code resp_…}
   * @param itemId of the call
   * @param outputIndex from 0
   * @param arguments all of them
   */
  record McpArgumentsDone(String responseId, String itemId, int outputIndex, String arguments)
      implements ServerEvent {
    @Override
    public String type() {
      return "response.mcp_call_arguments.done";
    }
  }

  /**
   * {@code response.mcp_call.in_progress}.
   *
   * @param itemId of the call
   * @param outputIndex from 0
   */
  record McpCallInProgress(String itemId, int outputIndex) implements ServerEvent {
    @Override
    public String type() {
      return "response.mcp_call.in_progress";
    }
  }

  /**
   * {@code response.mcp_call.completed}.
   *
   * @param itemId of the call
   * @param outputIndex from 0
   */
  record McpCallCompleted(String itemId, int outputIndex) implements ServerEvent {
    @Override
    public String type() {
      return "response.mcp_call.completed";
    }
  }

  /**
   * {@code response.mcp_call.failed}.
   *
   * @param itemId of the call
   * @param outputIndex from 0
   */
  record McpCallFailed(String itemId, int outputIndex) implements ServerEvent {
    @Override
    public String type() {
      return "response.mcp_call.failed";
    }
  }

  /**
   * {@code mcp_list_tools.in_progress}.
   *
   * @param itemId of the list
   */
  record McpListToolsInProgress(String itemId) implements ServerEvent {
    @Override
    public String type() {
      return "mcp_list_tools.in_progress";
    }
  }

  /**
   * {@code mcp_list_tools.completed}.
   *
   * @param itemId of the list
   */
  record McpListToolsCompleted(String itemId) implements ServerEvent {
    @Override
    public String type() {
      return "mcp_list_tools.completed";
    }
  }

  /**
   * {@code mcp_list_tools.failed}.
   *
   * @param itemId of the list
   */
  record McpListToolsFailed(String itemId) implements ServerEvent {
    @Override
    public String type() {
      return "mcp_list_tools.failed";
    }
  }

  /**
   * {@code rate_limits.updated}.
   *
   * @param limits as they are now
   */
  record RateLimitsUpdated(List<RateLimit> limits) implements ServerEvent {
    /** Keeps a list of its own. */
    public RateLimitsUpdated {
      limits = List.copyOf(limits);
    }

    @Override
    public String type() {
      return "rate_limits.updated";
    }
  }

  /**
   * {@code error}.
   *
   * @param error what is wrong
   */
  record ErrorOccurred(RealtimeError error) implements ServerEvent {
    @Override
    public String type() {
      return "error";
    }
  }
}
