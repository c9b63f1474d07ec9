@NullMarked
package coda.voice.server.admin;

import org.jspecify.annotations.NullMarked;
