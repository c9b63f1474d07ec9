/**
 * Random conversations with faults, in virtual time, and what must hold after every event of every
 * one of them.
 */
@NullMarked
package coda.voice.testkit.simulation;

import org.jspecify.annotations.NullMarked;
