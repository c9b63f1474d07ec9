package coda.voice.gateway.http;

import coda.voice.conversation.Owner;
import coda.voice.gateway.access.AccessException;
import coda.voice.gateway.access.Authenticator;
import coda.voice.gateway.access.Credential;
import coda.voice.gateway.access.Identity;
import coda.voice.gateway.access.Purpose;
import coda.voice.gateway.access.Scope;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.SecurityPolicyHandler;
import java.util.Objects;

/** Lets those pass who may. Used on the event loops. */
public final class RouteAccess {
  private static final String IDENTITY = "coda.identity";

  private final Authenticator authenticator;
  private final ClientAddress addresses;

  /**
   * A check.
   *
   * @param authenticator finds out who they are
   * @param addresses finds out where they come from
   */
  public RouteAccess(Authenticator authenticator, ClientAddress addresses) {
    this.authenticator = authenticator;
    this.addresses = addresses;
  }

  /**
   * Passes on whoever has a scope; everybody else is answered with 401, 403 or 429. The request is
   * held back meanwhile.
   *
   * @param scope what they need
   */
  public SecurityPolicyHandler require(Scope scope) {
    return context ->
        look(
            context,
            identity -> {
              if (!identity.may(scope)) {
                throw AccessException.forbidden(scope);
              }
            });
  }

  /** Passes everybody on who is known, whatever they may do. */
  public SecurityPolicyHandler anybodyKnown() {
    return context -> look(context, identity -> {});
  }

  /**
   * Who makes the request; only after {@link #require} has passed it.
   *
   * @param context of the request
   */
  public static Identity identity(RoutingContext context) {
    return Objects.requireNonNull(context.get(IDENTITY), "no access check before this handler");
  }

  /**
   * The same as a name for people: {@code user}, or {@code tenant/user}.
   *
   * @param context of the request
   */
  public static String name(RoutingContext context) {
    Owner owner = identity(context).owner();
    return owner.tenant().equals(Owner.DEFAULT_TENANT)
        ? owner.user()
        : owner.tenant() + "/" + owner.user();
  }

  /**
   * Whether whoever makes the request has a scope, for paths that tell some more than others. No
   * credentials, or wrong ones, are no failure here.
   *
   * @param context of the request
   * @param scope what they would need
   * @param then told on the event loop
   */
  public void ask(RoutingContext context, Scope scope, Handler<Boolean> then) {
    Context loop = loop();
    Credential credential = credential(context);
    context.request().pause();
    authenticator
        .identify(credential, address(context), Purpose.REQUEST)
        .whenComplete(
            (identity, failure) ->
                loop.runOnContext(
                    go -> {
                      context.request().resume();
                      then.handle(failure == null && identity.may(scope));
                    }));
  }

  private void look(RoutingContext context, Handler<Identity> check) {
    Context loop = loop();
    Credential credential = credential(context);
    context.request().pause();
    authenticator
        .identify(credential, address(context), Purpose.REQUEST)
        .whenComplete(
            (identity, failure) ->
                loop.runOnContext(
                    go -> {
                      context.request().resume();
                      if (failure != null) {
                        context.fail(failure);
                        return;
                      }
                      try {
                        check.handle(identity);
                      } catch (AccessException e) {
                        context.fail(e);
                        return;
                      }
                      context.put(IDENTITY, identity);
                      context.next();
                    }));
  }

  private static Context loop() {
    return Objects.requireNonNull(Vertx.currentContext(), "not on an event loop");
  }

  private static Credential credential(RoutingContext context) {
    return Credential.ofHeaders(context.request().headers().getAll("authorization"));
  }

  /**
   * Where a request comes from, behind whatever proxies are trusted.
   *
   * @param context of the request
   */
  public String address(RoutingContext context) {
    return addresses.of(context.request());
  }
}
