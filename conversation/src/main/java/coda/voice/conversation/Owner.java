package coda.voice.conversation;

/**
 * Whose conversation it is. Two people of different tenants may have the same name and are not the
 * same.
 *
 * @param tenant the organisation that the user belongs to
 * @param user the user's name within it
 */
public record Owner(String tenant, String user) {
  /** The tenant of those who belong to none. */
  public static final String DEFAULT_TENANT = "default";

  /** Whoever did not say who they are, on a server that does not ask. */
  public static final Owner ANYBODY = new Owner(DEFAULT_TENANT, "anonymous");
}
