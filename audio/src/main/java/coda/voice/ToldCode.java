package coda.voice;

/**
 * A code of which only the name is known.
 *
 * @param name as told
 */
record ToldCode(String name) implements ErrorCode {
  @Override
  public ErrorFacts facts() {
    return ErrorFacts.in(ErrorFamily.COMPONENT, "Told by another process");
  }
}
