/** The assistant that needs no model: it understands the skills and answers with them. */
@NullMarked
package coda.voice.engines.local.assistant;

import org.jspecify.annotations.NullMarked;
