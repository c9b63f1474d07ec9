package coda.voice.server.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What the documentation says about one value of the configuration. Ranges are constraints beside
 * it.
 */
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Setting {
  /** The value when nobody sets it, as it would be written in {@code coda.yaml}. */
  String value();

  /** One line for people: what it does, with its unit. */
  String about();

  /** From when on a change of a running server is heeded. */
  Applies applies() default Applies.RESTART;
}
