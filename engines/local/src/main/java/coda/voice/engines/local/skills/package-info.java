/** What the assistant can do: one small class per skill, listed in {@code Skills}. */
@NullMarked
package coda.voice.engines.local.skills;

import org.jspecify.annotations.NullMarked;
