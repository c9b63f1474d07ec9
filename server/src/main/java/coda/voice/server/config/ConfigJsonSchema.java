package coda.voice.server.config;

import coda.voice.engine.gpu.GpuCard;
import coda.voice.engine.gpu.MemorySize;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What {@code coda.yaml} may hold, as JSON Schema (draft 2020-12), for editors that complete and
 * check. It knows what one value may be; rules between values are checked by the server alone.
 */
public final class ConfigJsonSchema {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private ConfigJsonSchema() {}

  /** The whole schema. */
  public static ObjectNode document() {
    ObjectNode root = JSON.objectNode();
    root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    root.put("title", "Coda Voice");
    root.put("description", "The configuration file of Coda Voice, coda.yaml.");
    fill(root, CodaConfig.class, "");
    ObjectNode profile = JSON.objectNode();
    profile.put("description", "A set of defaults; everything else in this file wins over it.");
    Profiles.NAMES.forEach(profile.putArray("enum")::add);
    ((ObjectNode) root.get("properties")).set("profile", profile);
    return root;
  }

  private static void fill(ObjectNode section, Class<? extends Record> type, String prefix) {
    section.putArray("type").add("object").add("null");
    ObjectNode properties = section.putObject("properties");
    section.put("additionalProperties", false);
    for (RecordComponent component : type.getRecordComponents()) {
      String key = Schema.key(component);
      if (component.getType().isRecord()) {
        fill(
            properties.putObject(key),
            component.getType().asSubclass(Record.class),
            prefix + key + ".");
      } else if (component.isAnnotationPresent(Setting.class)) {
        properties.set(key, setting(new SettingDescription(prefix + key, type, component)));
      } else if (type == EnginesConfig.class) {
        section.set("additionalProperties", engine());
      } else if (component.getType() == Map.class) {
        properties.set(key, components());
      }
    }
  }

  private static ObjectNode engine() {
    ObjectNode engine = open();
    engine.put("description", "An engine's own settings; they are described where the engine is.");
    return engine;
  }

  private static ObjectNode open() {
    ObjectNode open = JSON.objectNode();
    open.putArray("type").add("object").add("null");
    return open;
  }

  private static ObjectNode components() {
    ObjectNode plan = JSON.objectNode();
    plan.put("type", "object").put("additionalProperties", false);
    plan.putArray("required").add("maximum");
    ObjectNode keys = plan.putObject("properties");
    keys.putObject("maximum")
        .put("type", "string")
        .put("pattern", anchored(MemorySize.SYNTAX))
        .put("description", "The most the component may hold: " + MemorySize.EXAMPLES + ".");
    whole(keys.putObject("priority"), 1, 10)
        .put("description", "How important it is; 10 is the most important.");
    keys.putObject("resizable")
        .put("type", "boolean")
        .put("description", "Whether it may be asked to give memory back.");
    whole(keys.putObject("card"), 0, GpuCard.MOST - 1)
        .put("description", "The card it must be on.");
    ObjectNode components = open();
    components.put("description", "What components may hold, by name.");
    components.set("additionalProperties", plan);
    return components;
  }

  private static ObjectNode setting(SettingDescription setting) {
    ObjectNode node = JSON.objectNode();
    node.put(
        "description",
        "%s Allowed: %s. A change applies %s."
            .formatted(
                setting.about(),
                ValueType.allowed(setting.component()),
                setting.applies().about()));
    type(node, setting.component());
    if (setting.secret()) {
      node.put("writeOnly", true);
    } else {
      byDefault(node, setting);
    }
    node.put("x-applies", setting.applies().wireName());
    node.put("x-variable", setting.variable());
    return node;
  }

  private static void type(ObjectNode node, RecordComponent component) {
    Class<?> type = component.getType();
    Method accessor = component.getAccessor();
    if (type == int.class) {
      Min min = accessor.getAnnotation(Min.class);
      Max max = accessor.getAnnotation(Max.class);
      node.put("type", "integer");
      if (min != null && max != null) {
        whole(node, min.value(), max.value());
      }
    } else if (type == double.class) {
      number(node, accessor);
    } else if (type == boolean.class) {
      node.put("type", "boolean");
    } else if (type.isEnum()) {
      ArrayNode words = node.putArray("enum");
      Arrays.stream(type.getEnumConstants())
          .forEach(each -> words.add(((Enum<?>) each).name().toLowerCase(Locale.ROOT)));
    } else if (type == List.class) {
      node.putArray("type").add("array").add("string").add("null");
      node.putObject("items").put("type", "string");
    } else {
      text(node, accessor);
    }
  }

  private static void text(ObjectNode node, Method accessor) {
    node.put("type", "string");
    Pattern pattern = accessor.getAnnotation(Pattern.class);
    if (pattern != null) {
      // Properties of Unicode are not known to every validator; the description says what is right.
      if (!pattern.regexp().contains("\\p{")) {
        node.put("pattern", anchored(pattern.regexp()));
      }
    } else if (accessor.isAnnotationPresent(NotBlank.class)) {
      node.put("pattern", "\\S");
    }
  }

  private static void number(ObjectNode node, Method accessor) {
    node.put("type", "number");
    DecimalMin low = accessor.getAnnotation(DecimalMin.class);
    DecimalMax high = accessor.getAnnotation(DecimalMax.class);
    if (low != null && high != null) {
      node.put("minimum", new BigDecimal(low.value())).put("maximum", new BigDecimal(high.value()));
    }
  }

  private static ObjectNode whole(ObjectNode node, long least, long most) {
    return node.put("type", "integer").put("minimum", least).put("maximum", most);
  }

  private static String anchored(String regexp) {
    return "^(?:" + regexp + ")$";
  }

  private static void byDefault(ObjectNode node, SettingDescription setting) {
    Class<?> type = setting.component().getType();
    String text = setting.defaultValue();
    if (type == int.class) {
      node.put("default", Integer.parseInt(text));
    } else if (type == double.class) {
      node.put("default", new BigDecimal(text));
    } else if (type == boolean.class) {
      node.put("default", Boolean.parseBoolean(text));
    } else if (type == List.class) {
      ArrayNode words = node.putArray("default");
      Arrays.stream(text.split(",", -1))
          .map(String::strip)
          .filter(w -> !w.isEmpty())
          .forEach(words::add);
    } else {
      node.put("default", text);
    }
  }
}
