package coda.voice.server.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import coda.voice.server.config.LogFormat;
import coda.voice.server.config.LoggingConfig;
import java.util.Iterator;
import net.logstash.logback.encoder.LogstashEncoder;
import net.logstash.logback.fieldnames.LogstashFieldNames;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Makes the log of this process what the configuration wants. */
public final class LogSetup {
  private LogSetup() {}

  /**
   * Changes what is logged from now on, and how.
   *
   * @param config what is wanted
   */
  public static void apply(LoggingConfig config) {
    LoggerContext loggers = (LoggerContext) LoggerFactory.getILoggerFactory();
    loggers.getLogger("coda.voice").setLevel(Level.toLevel(config.level().name()));
    if (config.format() == LogFormat.JSON) {
      Logger root = loggers.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
      for (Iterator<Appender<ILoggingEvent>> each = root.iteratorForAppenders(); each.hasNext(); ) {
        if (each.next() instanceof OutputStreamAppender<ILoggingEvent> appender) {
          appender.setEncoder(json(loggers));
        }
      }
    }
  }

  /** Libraries that use {@code java.util.logging} speak through SLF4J from now on. */
  public static void bridge() {
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
  }

  /**
   * One JSON object for each event: {@code time}, {@code level}, {@code logger}, {@code thread},
   * {@code message}, {@code stack}, and the ids {@code connection}, {@code conversation}, {@code
   * reference} and {@code code} where there are any.
   *
   * @param loggers it belongs to
   */
  static Encoder<ILoggingEvent> json(LoggerContext loggers) {
    LogstashFieldNames names = new LogstashFieldNames();
    names.setTimestamp("time");
    names.setLogger("logger");
    names.setThread("thread");
    names.setStackTrace("stack");
    names.setVersion(null);
    names.setLevelValue(null);
    LogstashEncoder encoder = new LogstashEncoder();
    encoder.setFieldNames(names);
    encoder.setContext(loggers);
    encoder.start();
    return encoder;
  }
}
