package coda.voice.engine;

import coda.voice.engine.Tool.ToolListener;
import java.util.List;

/** A server of tools that we are connected to. May be used from any thread; nothing blocks. */
public interface ToolServer extends AutoCloseable {
  /** What it offers, as it said when we connected. */
  List<OfferedTool> tools();

  /**
   * Has a tool do something.
   *
   * @param tool its name, one of those that are offered
   * @param arguments a JSON object
   * @param listener told once, on any thread; failures are {@link ToolServerException}s
   */
  void call(String tool, String arguments, ToolListener listener);

  /** Ends the connection; calls that run fail. Idempotent. */
  @Override
  void close();
}
