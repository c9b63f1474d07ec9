package coda.voice.engine;

/**
 * A tool that a server offers.
 *
 * @param name the server's name for it; any text, not empty
 * @param description for the model; may be empty
 * @param parameters its arguments, as a JSON schema of one object
 * @param readOnly whether the server says that it changes nothing
 * @param annotations what else the server says of it, a JSON object; empty for nothing
 */
public record OfferedTool(
    String name, String description, String parameters, boolean readOnly, String annotations) {}
