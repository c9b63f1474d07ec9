package coda.voice.engines.language.chat;

import coda.voice.engine.EngineException;
import coda.voice.engines.language.http.UpstreamCall;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.List;

/** A place where a model runs. Its methods may be called from any thread. */
public interface Upstream extends AutoCloseable {
  /** Where, for operators: an address without secrets. */
  String address();

  /** What to do when it is not there, for operators: one sentence. */
  String remedy();

  /**
   * Finds out which model answers and what it can. Blocks.
   *
   * @throws EngineException when the server or the model is not there
   */
  ModelFacts find();

  /**
   * Makes the model ready to answer at once. Blocks, for minutes perhaps.
   *
   * @param facts which
   */
  void load(ModelFacts facts);

  /** Sends requests to it. */
  StreamingChatModel model();

  /**
   * How to ask it.
   *
   * @param facts which model
   * @param tools it may call; may be empty
   * @param maxTokens the longest answer
   */
  ChatRequestParameters parameters(ModelFacts facts, List<ToolSpecification> tools, int maxTokens);

  /**
   * Whether a request can say that a tool must be called; where it cannot, the model is told in
   * words.
   */
  default boolean canDemandCalls() {
    return false;
  }

  /**
   * Whether a response that ended is all of it, and not just what came before the connection broke.
   *
   * @param response what came
   * @param call it came by
   */
  default boolean complete(ChatResponse response, UpstreamCall call) {
    return true;
  }

  @Override
  default void close() {}
}
