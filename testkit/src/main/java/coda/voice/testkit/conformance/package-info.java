/**
 * What every engine of a kind must do, as test classes to extend: a subclass says how its engine is
 * opened. Whoever uses them brings JUnit, AssertJ and Awaitility.
 */
@NullMarked
package coda.voice.testkit.conformance;

import org.jspecify.annotations.NullMarked;
