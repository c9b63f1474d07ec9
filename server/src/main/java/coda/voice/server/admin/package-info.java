/** What whoever runs the server may ask of it over HTTP, as {@code docs/openapi.yaml} has it. */
@NullMarked
package coda.voice.server.admin;

import org.jspecify.annotations.NullMarked;
