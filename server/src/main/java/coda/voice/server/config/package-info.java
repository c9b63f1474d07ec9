/**
 * The configuration: typed and immutable, from defaults, profile, {@code coda.yaml}, environment
 * and command line, checked as a whole before anything starts.
 *
 * <p>The records under {@link coda.voice.server.config.CodaConfig} are the only description of what
 * can be set: key, type, range, default and meaning are read from them, by the loader as well as by
 * the test that compares {@code docs/configuration.md} with the code.
 */
@NullMarked
package coda.voice.server.config;

import org.jspecify.annotations.NullMarked;
