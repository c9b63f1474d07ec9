package coda.voice.server.config;

import coda.voice.engine.Engine;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The value names an engine on the class path. */
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface EngineName {
  /** What is written where no engine is wanted. */
  String NONE = "none";

  /** The interface of the engine. */
  Class<? extends Engine> value();

  /** Whether there may be none: then {@link #NONE} is allowed too. */
  boolean optional() default false;
}
