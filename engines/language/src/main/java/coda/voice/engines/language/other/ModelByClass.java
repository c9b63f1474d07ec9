package coda.voice.engines.language.other;

import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.StreamingChatModel;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes a model from the name of its class, the way LangChain4j's models are all made: {@code
 * TheModel.builder().setting(value)….build()}. A setting is the name of a builder's method that
 * takes a text, a number, yes or no, or a time in milliseconds.
 */
final class ModelByClass {
  private static final Map<Class<?>, Function<String, Object>> READERS =
      Map.ofEntries(
          Map.entry(String.class, text -> text),
          Map.entry(Integer.class, Integer::valueOf),
          Map.entry(int.class, Integer::valueOf),
          Map.entry(Long.class, Long::valueOf),
          Map.entry(long.class, Long::valueOf),
          Map.entry(Double.class, Double::valueOf),
          Map.entry(double.class, Double::valueOf),
          Map.entry(Boolean.class, ModelByClass::yesOrNo),
          Map.entry(boolean.class, ModelByClass::yesOrNo),
          Map.entry(Duration.class, text -> Duration.ofMillis(Long.parseLong(text))));

  private ModelByClass() {}

  /**
   * Makes it.
   *
   * @param className with its package
   * @param settings of its builder
   * @param http given to a builder that takes one
   * @throws IllegalArgumentException saying what is wrong, for operators
   */
  static StreamingChatModel make(
      String className, Map<String, String> settings, HttpClientBuilder http) {
    try {
      Class<?> type = Class.forName(className);
      if (!StreamingChatModel.class.isAssignableFrom(type)) {
        throw new IllegalArgumentException(className + " is no StreamingChatModel");
      }
      Optional<Method> start = method(type, "builder", 0, true);
      if (start.isEmpty()) {
        if (!settings.isEmpty()) {
          throw new IllegalArgumentException(className + " has no builder, so it has no settings");
        }
        return (StreamingChatModel) type.getConstructor().newInstance();
      }
      Object builder = call(start.get(), null);
      for (Map.Entry<String, String> setting : settings.entrySet()) {
        builder = set(builder, setting.getKey(), setting.getValue());
      }
      Method client = taking(builder, "httpClientBuilder", HttpClientBuilder.class);
      if (client != null) {
        builder = call(client, builder, http);
      }
      Method build =
          method(builder.getClass(), "build", 0, false)
              .orElseThrow(() -> new IllegalArgumentException(className + " cannot be built"));
      return (StreamingChatModel) call(build, builder);
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException(
          "there is no class " + className + "; put its jar on the class path", e);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(className + " refuses: " + e.getCause(), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(className + " cannot be made: " + e, e);
    }
  }

  private static Object set(Object builder, String name, String text)
      throws ReflectiveOperationException {
    List<Method> setters =
        methods(builder.getClass(), name, 1, false).stream()
            .filter(method -> READERS.containsKey(method.getParameterTypes()[0]))
            .toList();
    if (setters.isEmpty()) {
      String there =
          Arrays.stream(builder.getClass().getMethods())
              .filter(m -> m.getParameterCount() == 1)
              .filter(m -> READERS.containsKey(m.getParameterTypes()[0]))
              .map(Method::getName)
              .filter(each -> !each.equals("equals"))
              .collect(Collectors.toCollection(TreeSet::new))
              .stream()
              .collect(Collectors.joining(", "));
      throw new IllegalArgumentException(
          "its builder has no setting '" + name + "'; there are: " + there);
    }
    Method setter = setters.getFirst();
    Class<?> type = setter.getParameterTypes()[0];
    Object value;
    try {
      value = Objects.requireNonNull(READERS.get(type)).apply(text.strip());
    } catch (IllegalArgumentException e) {
      // The text itself may be a secret.
      throw new IllegalArgumentException(
          "builder." + name + " must be a " + type.getSimpleName().toLowerCase(Locale.ROOT), e);
    }
    return call(setter, builder, value);
  }

  private static Object yesOrNo(String text) {
    if (text.equals("true") || text.equals("false")) {
      return Boolean.valueOf(text);
    }
    throw new IllegalArgumentException("neither true nor false");
  }

  private static @Nullable Method taking(Object builder, String name, Class<?> parameter) {
    return methods(builder.getClass(), name, 1, false).stream()
        .filter(method -> method.getParameterTypes()[0].equals(parameter))
        .findFirst()
        .orElse(null);
  }

  private static Optional<Method> method(
      Class<?> type, String name, int parameters, boolean isStatic) {
    return methods(type, name, parameters, isStatic).stream().findFirst();
  }

  private static List<Method> methods(
      Class<?> type, String name, int parameters, boolean isStatic) {
    return Arrays.stream(type.getMethods())
        .filter(method -> method.getName().equals(name))
        .filter(method -> method.getParameterCount() == parameters && !method.isBridge())
        .filter(method -> Modifier.isStatic(method.getModifiers()) == isStatic)
        .toList();
  }

  private static Object call(Method method, @Nullable Object on, Object... arguments)
      throws ReflectiveOperationException {
    // A builder's class may be hidden behind a public method.
    method.setAccessible(true);
    Object result = method.invoke(on, arguments);
    if (result == null) {
      throw new IllegalArgumentException(method.getName() + " gives nothing");
    }
    return result;
  }
}
