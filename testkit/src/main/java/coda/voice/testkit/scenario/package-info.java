/**
 * Conversations written down so that everybody can read them: what the engines are told to do, what
 * happens when, and what must come of it. This package is the language: its syntax tree ({@link
 * coda.voice.testkit.scenario.Scenario}), its parser and its printer.
 */
@NullMarked
package coda.voice.testkit.scenario;

import org.jspecify.annotations.NullMarked;
