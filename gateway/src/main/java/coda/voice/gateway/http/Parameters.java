package coda.voice.gateway.http;

import static coda.voice.gateway.http.HttpError.HTTP_BODY_INVALID;
import static coda.voice.gateway.http.HttpError.HTTP_PARAMETER_INVALID;

import coda.voice.gateway.GatewayException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import java.util.Optional;

/** What a request says beside its body. */
public final class Parameters {
  private Parameters() {}

  /**
   * A part of the path.
   *
   * @param context of the request
   * @param name one that the path of the route has
   */
  public static String path(RoutingContext context, String name) {
    return Objects.requireNonNull(context.pathParam(name), name);
  }

  /**
   * A parameter of the query; the first when there are several.
   *
   * @param context of the request
   * @param name its name
   */
  public static Optional<String> query(RoutingContext context, String name) {
    return Optional.ofNullable(context.request().getParam(name));
  }

  /**
   * A number in the query.
   *
   * @param context of the request
   * @param name its name
   * @param least the smallest that is allowed
   * @param most the largest that is allowed
   * @param usual when there is none
   * @throws GatewayException {@code HTTP_PARAMETER_INVALID}
   */
  public static int number(RoutingContext context, String name, int least, int most, int usual) {
    Optional<String> text = query(context, name);
    if (text.isEmpty()) {
      return usual;
    }
    try {
      int value = Integer.parseInt(text.get());
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // said below, like a number out of range
    }
    throw invalid(name + " must be a number from " + least + " to " + most);
  }

  /**
   * The body, which must be a JSON object.
   *
   * @param context of the request; its body was read
   * @throws GatewayException {@code HTTP_BODY_INVALID}
   */
  public static JsonObject body(RoutingContext context) {
    Buffer bytes = context.body().buffer();
    if (bytes != null) {
      try {
        return new JsonObject(bytes);
      } catch (DecodeException e) {
        // said below, like no body at all
      }
    }
    throw new GatewayException(HTTP_BODY_INVALID, "The body must be a JSON object");
  }

  /**
   * Something in the request is not as it must be.
   *
   * @param message what, and what is allowed; not what the client sent
   */
  public static GatewayException invalid(String message) {
    return new GatewayException(HTTP_PARAMETER_INVALID, message);
  }
}
