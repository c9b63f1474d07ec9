package coda.voice.protocol.realtime;

import coda.voice.protocol.realtime.Content.InputAudio;
import coda.voice.protocol.realtime.Content.InputImage;
import coda.voice.protocol.realtime.Content.InputText;
import coda.voice.protocol.realtime.Content.OutputAudio;
import coda.voice.protocol.realtime.Content.OutputText;
import coda.voice.protocol.realtime.Item.FunctionCall;
import coda.voice.protocol.realtime.Item.FunctionCallOutput;
import coda.voice.protocol.realtime.Item.McpFailure;
import coda.voice.protocol.realtime.Item.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** At least one of every event that the server sends, with all that they can hold. */
final class Examples {
  static final PartIds IDS = new PartIds("resp_1", "item_2", 0, 1);
  static final AudioBytes AUDIO = new AudioBytes(new byte[] {1, 2, 3, 4});
  static final Optional<String> PREVIOUS = Optional.of("item_1");
  static final SessionConfig DEFAULTS =
      SessionConfig.defaults(
          SessionType.REALTIME, Optional.of("gpt-realtime"), "Be brief.", "marin");

  private Examples() {}

  static List<ServerEvent> events() {
    List<ServerEvent> events = new ArrayList<>();
    for (SessionObject session : sessions()) {
      events.add(new ServerEvent.SessionCreated(session));
      events.add(new ServerEvent.SessionUpdated(session));
    }
    events.add(new ServerEvent.ConversationCreated("conv_1"));
    events.add(new ServerEvent.SpeechStarted("item_1", 120));
    events.add(new ServerEvent.SpeechStopped("item_1", 2_340));
    events.add(new ServerEvent.Committed("item_1", Optional.empty()));
    events.add(new ServerEvent.Committed("item_2", PREVIOUS));
    events.add(new ServerEvent.Cleared());
    events.add(new ServerEvent.TimeoutTriggered("item_1", 0, 6_000));
    for (Item item : items()) {
      events.add(new ServerEvent.ItemAdded(item, Optional.empty()));
      events.add(new ServerEvent.ItemDone(item, PREVIOUS));
      events.add(new ServerEvent.ItemRetrieved(item));
      events.add(new ServerEvent.OutputItemAdded("resp_1", 0, item));
      events.add(new ServerEvent.OutputItemDone("resp_1", 1, item));
    }
    events.add(new ServerEvent.ItemDeleted("item_1"));
    events.add(new ServerEvent.ItemTruncated("item_1", 0, 1_500));
    Logprob logprob = new Logprob("schön", -0.25);
    events.add(new ServerEvent.TranscriptionDelta("item_1", 0, "schön", List.of(logprob)));
    events.add(new ServerEvent.TranscriptionDelta("item_1", 0, "schön", List.of()));
    events.add(
        new ServerEvent.TranscriptionCompleted(
            "item_1", 0, "schön", new TranscriptionUsage(1.5), List.of(logprob)));
    events.add(
        new ServerEvent.TranscriptionFailed(
            "item_1", 0, RealtimeError.server("transcription_failed", "No words came back.")));
    events.add(
        new ServerEvent.TranscriptionFailed(
            "item_1",
            0,
            new RealtimeError(
                "server_error", Optional.empty(), "None.", Optional.empty(), Optional.empty())));
    events.add(
        new ServerEvent.TranscriptionSegment("item_1", 0, "seg_1", "Hello", "speaker_1", 0, 1.25));
    ResponseObject created = response(Optional.of("conv_1"), Optional.empty());
    events.add(new ServerEvent.ResponseCreated(created));
    events.add(
        new ServerEvent.ResponseCreated(
            response(Optional.empty(), Optional.of(Map.of("client_event_id", "evt_7")))));
    for (ResponseStatus status : statuses()) {
      events.add(new ServerEvent.ResponseDone(created.ended(status, items(), usage())));
    }
    events.add(
        new ServerEvent.ResponseDone(
            created.ended(new ResponseStatus.Completed(), List.of(), Usage.NONE)));
    for (ContentPart part : List.of(new ContentPart.Audio(""), new ContentPart.Text("Yes"))) {
      events.add(new ServerEvent.ContentPartAdded(IDS, part));
      events.add(new ServerEvent.ContentPartDone(IDS, part));
    }
    events.add(new ServerEvent.OutputAudioDelta(IDS, AUDIO));
    events.add(new ServerEvent.OutputAudioDone(IDS));
    events.add(new ServerEvent.OutputAudioTranscriptDelta(IDS, "He"));
    events.add(new ServerEvent.OutputAudioTranscriptDone(IDS, "Hello"));
    events.add(new ServerEvent.OutputTextDelta(IDS, "He"));
    events.add(new ServerEvent.OutputTextDone(IDS, "Hello"));
    events.add(new ServerEvent.FunctionArgumentsDelta("resp_1", "item_2", 0, "call_1", "{\"a"));
    events.add(
        new ServerEvent.FunctionArgumentsDone(
            "resp_1", "item_2", 0, "call_1", "weather", "{\"a\":1}"));
    events.add(new ServerEvent.McpArgumentsDelta("resp_1", "item_2", 0, "{"));
    events.add(new ServerEvent.McpArgumentsDone("resp_1", "item_2", 0, "{}"));
    events.add(new ServerEvent.McpCallInProgress("item_2", 0));
    events.add(new ServerEvent.McpCallCompleted("item_2", 0));
    events.add(new ServerEvent.McpCallFailed("item_2", 0));
    events.add(new ServerEvent.McpListToolsInProgress("item_2"));
    events.add(new ServerEvent.McpListToolsCompleted("item_2"));
    events.add(new ServerEvent.McpListToolsFailed("item_2"));
    events.add(
        new ServerEvent.RateLimitsUpdated(
            List.of(
                new RateLimit(RateLimit.Name.REQUESTS, 1_000, 999, 60),
                new RateLimit(RateLimit.Name.TOKENS, 50_000, 49_950, 0.5))));
    events.add(new ServerEvent.ErrorOccurred(RealtimeErrors.cancelNotActive()));
    events.add(
        new ServerEvent.ErrorOccurred(
            RealtimeErrors.retrieveUnknown("item_9").about(Optional.of("rci_item_9"))));
    return events;
  }

  static List<SessionObject> sessions() {
    SessionConfig full =
        DEFAULTS.mergeFirst(
            patch(
                """
                {"type":"realtime","output_modalities":["text"],"parallel_tool_calls":true,
                 "reasoning":{"effort":"low"},"max_output_tokens":300,
                 "truncation":{"type":"retention_ratio","retention_ratio":0.8,
                   "token_limits":{"post_instructions":8000}},
                 "prompt":{"id":"pmpt_1","version":"2","variables":{"city":"Oslo"}},
                 "tracing":{"workflow_name":"w","group_id":"g","metadata":{"a":1}},
                 "include":["item.input_audio_transcription.logprobs"],
                 "tools":[{"type":"function","name":"weather","description":"Tells it.",
                   "parameters":{"type":"object","properties":{"city":{"type":"string"}}}},
                   {"type":"mcp","server_label":"docs","server_url":"https://example.org/mcp",
                    "authorization":"secret-1","headers":{"X-Key":"secret-2"},
                    "allowed_tools":["a","b"],
                    "require_approval":{"never":{"tool_names":["a"]},"always":{"read_only":false}}},
                   {"type":"mcp","server_label":"mail","connector_id":"connector_gmail",
                    "allowed_tools":{"read_only":true},"require_approval":"never"}],
                 "tool_choice":{"type":"function","name":"weather"},
                 "audio":{"input":{"format":{"type":"audio/pcmu"},
                   "noise_reduction":{"type":"far_field"},
                   "transcription":{"model":"whisper-1","language":"en","prompt":"names",
                     "languages":["en","de"],"keywords":["Oslo"],"delay":"low"},
                   "turn_detection":{"type":"semantic_vad","eagerness":"high"}},
                  "output":{"format":{"type":"audio/pcma"},"voice":"cedar","speed":1.25}}}
                """));
    SessionConfig others =
        DEFAULTS.mergeFirst(
            patch(
                """
                {"type":"realtime","tracing":"auto","truncation":"disabled",
                 "tool_choice":{"type":"mcp","server_label":"docs","name":"a"},
                 "audio":{"input":{"turn_detection":null,"noise_reduction":{"type":"near_field",
                   "strength":0.5}}}}
                """));
    SessionConfig idle =
        DEFAULTS.mergeFirst(
            patch(
                """
                {"type":"realtime","tool_choice":"required",
                 "audio":{"input":{"turn_detection":{"type":"server_vad","idle_timeout_ms":6000}}}}
                """));
    SessionConfig transcription =
        DEFAULTS.mergeFirst(
            patch(
                """
                {"type":"transcription","audio":{"input":{"transcription":{"model":"whisper-1"}}}}
                """));
    return List.of(
        session(DEFAULTS), session(full), session(others), session(idle), session(transcription));
  }

  static SessionObject session(SessionConfig config) {
    return new SessionObject("sess_1", 1_900_000_000, config);
  }

  static SessionPatch patch(String json) {
    return SessionPatch.read(new Fields(Mapping.tree(json), "session"), Dialect.GA);
  }

  static List<Item> items() {
    Optional<String> id = Optional.of("item_1");
    ItemStatus done = ItemStatus.COMPLETED;
    Json schema = new Json("{\"type\":\"object\"}");
    return List.of(
        new Message(id, Role.SYSTEM, done, List.of(new InputText("Be kind."))),
        new Message(
            id,
            Role.USER,
            done,
            List.of(
                new InputText("Look:"),
                new InputImage("data:image/png;base64,AAAA", Optional.of("low")),
                new InputAudio(Optional.of(AUDIO), Optional.of("Hello")))),
        new Message(
            id, Role.USER, done, List.of(new InputAudio(Optional.empty(), Optional.empty()))),
        new Message(id, Role.ASSISTANT, ItemStatus.IN_PROGRESS, List.of()),
        new Message(id, Role.ASSISTANT, done, List.of(new OutputText("Yes."))),
        new Message(
            id,
            Role.ASSISTANT,
            ItemStatus.INCOMPLETE,
            List.of(new OutputAudio(Optional.of(AUDIO), Optional.of("Well")))),
        new Message(
            id,
            Role.ASSISTANT,
            ItemStatus.INCOMPLETE,
            List.of(new OutputAudio(Optional.empty(), Optional.empty()))),
        new FunctionCall(id, "call_1", "weather", "", ItemStatus.IN_PROGRESS),
        new FunctionCallOutput(id, "call_1", "", done),
        new Item.McpListTools(
            id,
            "docs",
            List.of(
                new Item.McpTool(
                    "find",
                    Optional.of("Finds."),
                    schema,
                    Optional.of(new Json("{\"readOnlyHint\":true}"))),
                new Item.McpTool("list", Optional.empty(), schema, Optional.empty()))),
        mcpCall(Optional.of("found"), Optional.empty()),
        mcpCall(Optional.empty(), Optional.of(new McpFailure.Protocol(-32_600, "Bad request"))),
        mcpCall(Optional.empty(), Optional.of(new McpFailure.Execution("Broken"))),
        mcpCall(Optional.empty(), Optional.of(new McpFailure.Http(503, "Busy"))),
        new Item.McpApprovalRequest(id, "docs", "find", "{}"),
        new Item.McpApprovalResponse(id, "mcpr_1", true, Optional.of("fine")));
  }

  private static Item mcpCall(Optional<String> output, Optional<McpFailure> error) {
    return new Item.McpCall(
        Optional.of("item_1"), "docs", "find", "{}", Optional.of("mcpr_1"), output, error);
  }

  static ResponseObject response(
      Optional<String> conversation, Optional<Map<String, String>> metadata) {
    return ResponseObject.created("resp_1", conversation, DEFAULTS, metadata);
  }

  static List<ResponseStatus> statuses() {
    return List.of(
        new ResponseStatus.Completed(),
        new ResponseStatus.Cancelled(ResponseStatus.CancelReason.TURN_DETECTED),
        new ResponseStatus.Cancelled(ResponseStatus.CancelReason.CLIENT_CANCELLED),
        new ResponseStatus.Incomplete(ResponseStatus.IncompleteReason.MAX_OUTPUT_TOKENS),
        new ResponseStatus.Incomplete(ResponseStatus.IncompleteReason.CONTENT_FILTER),
        new ResponseStatus.Failed("server_error", Optional.of("engine_failed"), "Try again."));
  }

  static Usage usage() {
    return new Usage(
        new Usage.Tokens(10, 20, 3), new Usage.Tokens(4, 0, 0), new Usage.Tokens(5, 6, 0));
  }

  static ResponseObject beta() {
    return new ResponseObject(
        "resp_1",
        new ResponseStatus.InProgress(),
        List.of(),
        Optional.of("conv_1"),
        OutputModality.AUDIO,
        OptionalInt.of(200),
        AudioFormat.PCMU,
        "alloy",
        OptionalDouble.of(0.7),
        Optional.empty(),
        Optional.empty());
  }
}
