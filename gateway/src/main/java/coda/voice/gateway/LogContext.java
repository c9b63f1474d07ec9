package coda.voice.gateway;

import org.slf4j.MDC;

/**
 * The ids that every log line of a client carries. An event loop serves many clients, so they are
 * set around each task and removed after it.
 */
public final class LogContext {
  private volatile String connection;
  private volatile String conversation = "";

  /**
   * The context of a connection.
   *
   * @param connection its id
   */
  public LogContext(String connection) {
    this.connection = connection;
  }

  /**
   * The connection from now on.
   *
   * @param id its id
   */
  public void connection(String id) {
    connection = id;
  }

  /**
   * The conversation from now on.
   *
   * @param id its id, or empty when there is none
   */
  public void conversation(String id) {
    conversation = id;
  }

  /**
   * Runs something with the ids set.
   *
   * @param task what
   */
  public void run(Runnable task) {
    MDC.put("connection", connection);
    if (!conversation.isEmpty()) {
      MDC.put("conversation", conversation);
    }
    try {
      task.run();
    } finally {
      MDC.remove("connection");
      MDC.remove("conversation");
    }
  }

  /** The ids. */
  @Override
  public String toString() {
    return conversation.isEmpty() ? "Client " + connection : connection + " " + conversation;
  }
}
