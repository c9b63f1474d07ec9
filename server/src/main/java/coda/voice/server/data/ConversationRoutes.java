package coda.voice.server.data;

import coda.voice.conversation.Owner;
import coda.voice.conversation.store.ConversationKeeper;
import coda.voice.conversation.store.ConversationStore;
import coda.voice.conversation.store.SittingTurn;
import coda.voice.conversation.store.StorageError;
import coda.voice.conversation.store.StoredConversation;
import coda.voice.gateway.GatewayException;
import coda.voice.gateway.access.Identity;
import coda.voice.gateway.access.OwnerNames;
import coda.voice.gateway.access.Scope;
import coda.voice.gateway.http.HttpAnswers;
import coda.voice.gateway.http.HttpRoutes;
import coda.voice.gateway.http.Parameters;
import coda.voice.gateway.http.RouteAccess;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /v1/conversations}: one's own conversations, to read and to delete; and {@code
 * /admin/users/:user/data}, to delete those of somebody else.
 */
public final class ConversationRoutes implements HttpRoutes {
  private static final Logger AUDIT = LoggerFactory.getLogger("coda.voice.audit");
  private static final int USUAL_PAGE = 50;
  private static final int LARGEST_PAGE = 200;

  private final ConversationKeeper keeper;
  private final Executor blocking;

  /**
   * The routes.
   *
   * @param keeper has the conversations
   * @param blocking where the database is asked
   */
  public ConversationRoutes(ConversationKeeper keeper, Executor blocking) {
    this.keeper = keeper;
    this.blocking = blocking;
  }

  @Override
  public void mount(Router router, RouteAccess access) {
    router
        .get("/v1/conversations")
        .handler(access.require(Scope.TALK))
        .handler(context -> answer(context, list(context)));
    router
        .delete("/v1/conversations")
        .handler(access.require(Scope.TALK))
        .handler(context -> answer(context, deleteAll(context, owner(context))));
    router
        .get("/v1/conversations/:conversation")
        .handler(access.require(Scope.TALK))
        .handler(context -> answer(context, one(context)));
    router
        .delete("/v1/conversations/:conversation")
        .handler(access.require(Scope.TALK))
        .handler(context -> answer(context, delete(context)));
    router
        .delete("/admin/users/:user/data")
        .handler(access.require(Scope.ADMIN))
        .handler(context -> answer(context, deleteAll(context, named(context))));
  }

  private Supplier<JsonObject> list(RoutingContext context) {
    Owner owner = owner(context);
    int offset = Parameters.number(context, "offset", 0, Integer.MAX_VALUE, 0);
    int limit = Parameters.number(context, "limit", 1, LARGEST_PAGE, USUAL_PAGE);
    return () -> {
      JsonArray page = new JsonArray();
      store().conversations(owner, offset, limit).stream()
          .map(ConversationJson::of)
          .forEach(page::add);
      return new JsonObject().put("offset", offset).put("conversations", page);
    };
  }

  private Supplier<JsonObject> one(RoutingContext context) {
    Owner owner = owner(context);
    String id = Parameters.path(context, "conversation");
    int offset = Parameters.number(context, "offset", 0, Integer.MAX_VALUE, 0);
    int limit = Parameters.number(context, "limit", 1, LARGEST_PAGE, USUAL_PAGE);
    return () -> {
      ConversationStore store = store();
      StoredConversation found =
          store
              .conversation(id)
              .filter(conversation -> conversation.owner().equals(owner))
              .orElseThrow(ConversationRoutes::nothing);
      List<SittingTurn> turns = store.turns(id, offset, limit);
      JsonArray page = new JsonArray();
      turns.stream().map(SittingTurn::turn).map(ConversationJson::of).forEach(page::add);
      return new JsonObject(ConversationJson.of(found)).put("offset", offset).put("page", page);
    };
  }

  private Supplier<JsonObject> delete(RoutingContext context) {
    Owner owner = owner(context);
    String id = Parameters.path(context, "conversation");
    return () -> {
      store();
      if (!keeper.forget(owner, id)) {
        throw nothing();
      }
      AUDIT.info("{}/{} deleted the conversation {}", owner.tenant(), owner.user(), id);
      return new JsonObject().put("deleted", 1);
    };
  }

  private Supplier<JsonObject> deleteAll(RoutingContext context, Owner whose) {
    Owner who = owner(context);
    return () -> {
      store();
      int deleted = keeper.forget(whose);
      AUDIT.info(
          "{}/{} deleted all {} conversations of {}/{}",
          who.tenant(),
          who.user(),
          deleted,
          whose.tenant(),
          whose.user());
      return new JsonObject().put("deleted", deleted);
    };
  }

  private ConversationStore store() {
    return keeper
        .store()
        .orElseThrow(
            () ->
                new GatewayException(
                    StorageError.STORAGE_OFF, "This server stores no conversations"));
  }

  /** Somebody else's is like none at all. */
  private static GatewayException nothing() {
    return new GatewayException(
        StorageError.CONVERSATION_NOT_AVAILABLE, "There is no such conversation");
  }

  private static Owner owner(RoutingContext context) {
    Identity identity = RouteAccess.identity(context);
    return identity.owner();
  }

  private static Owner named(RoutingContext context) {
    String tenant = Parameters.query(context, "tenant").orElse(owner(context).tenant());
    String user = Parameters.path(context, "user");
    if (!OwnerNames.valid(tenant) || !OwnerNames.valid(user)) {
      throw Parameters.invalid("The user and the tenant must be " + OwnerNames.ALLOWED);
    }
    return new Owner(tenant, user);
  }

  private void answer(RoutingContext context, Supplier<JsonObject> work) {
    Context loop = Objects.requireNonNull(Vertx.currentContext(), "not on an event loop");
    blocking.execute(
        () -> {
          Runnable then;
          try {
            JsonObject body = work.get();
            then = () -> HttpAnswers.send(context.response(), 200, body);
          } catch (RuntimeException e) {
            then = () -> context.fail(e);
          }
          Runnable task = then;
          loop.runOnContext(ignored -> task.run());
        });
  }
}
