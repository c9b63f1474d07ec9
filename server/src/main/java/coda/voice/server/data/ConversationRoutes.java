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
import coda.voice.gateway.http.Elsewhere;
import coda.voice.gateway.http.HttpRoutes;
import coda.voice.gateway.http.Parameters;
import coda.voice.gateway.http.RouteAccess;
import coda.voice.server.audit.AuditLog;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * {@code /v1/conversations}: one's own conversations, to read and to delete; and {@code
 * /admin/users/:user/data}, to delete those of somebody else.
 */
public final class ConversationRoutes implements HttpRoutes {
  private static final int USUAL_PAGE = 50;
  private static final int LARGEST_PAGE = 200;

  private final ConversationKeeper keeper;
  private final AuditLog audit;
  private final Elsewhere elsewhere;

  /**
   * The routes.
   *
   * @param keeper has the conversations
   * @param audit keeps who deletes what
   * @param blocking where the database is asked
   */
  public ConversationRoutes(ConversationKeeper keeper, AuditLog audit, Executor blocking) {
    this.keeper = keeper;
    this.audit = audit;
    this.elsewhere = new Elsewhere(blocking);
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
    String who = RouteAccess.name(context);
    return () -> {
      store();
      audit.record(who, "conversation.delete", Map.of("conversation", id));
      if (!keeper.forget(owner, id)) {
        throw nothing();
      }
      return new JsonObject().put("deleted", 1);
    };
  }

  private Supplier<JsonObject> deleteAll(RoutingContext context, Owner whose) {
    String who = RouteAccess.name(context);
    return () -> {
      store();
      audit.record(who, "data.delete", Map.of("tenant", whose.tenant(), "user", whose.user()));
      int deleted = keeper.forget(whose);
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
    elsewhere.answer(context, 200, work);
  }
}
