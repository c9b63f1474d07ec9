/**
 * What every engine of a kind owes its callers, as tests: extend the suite of the kind in the tests
 * of an engine. Needs JUnit, AssertJ and Awaitility on the class path of those tests.
 */
@NullMarked
package coda.voice.testkit.conformance;

import org.jspecify.annotations.NullMarked;
