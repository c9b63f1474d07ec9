package coda.voice.conversation.journal;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a record is made: found by reflection, once per record, so that new kinds of events, effects
 * and notices need no code here.
 *
 * @param name of the kind in a journal
 * @param components in the order of the constructor
 * @param constructor the canonical one
 * @param defaults the record's constant of that name, if it has one: what older versions that did
 *     not know a component yet did without
 */
record Shape(
    String name,
    List<Component> components,
    Constructor<?> constructor,
    Optional<Record> defaults) {
  private static final ClassValue<Shape> SHAPES =
      new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
          return inspect(type);
        }
      };

  private static final ClassValue<Map<String, Shape>> KINDS =
      new ClassValue<>() {
        @Override
        protected Map<String, Shape> computeValue(Class<?> type) {
          Map<String, Shape> kinds = new HashMap<>();
          for (Class<?> kind : records(type)) {
            if (kinds.put(kind.getSimpleName(), of(kind)) != null) {
              throw new IllegalStateException(type + " has two kinds " + kind.getSimpleName());
            }
          }
          return Map.copyOf(kinds);
        }
      };

  /** The shape of a record. */
  static Shape of(Class<?> type) {
    return SHAPES.get(type);
  }

  /**
   * The records a value of a type may be, by name: the record itself, or every record below a
   * sealed interface.
   */
  static Map<String, Shape> kinds(Class<?> type) {
    return KINDS.get(type);
  }

  /** Every record below a sealed interface, or the record itself. */
  static List<Class<?>> records(Class<?> type) {
    if (type.isRecord()) {
      return List.of(type);
    }
    if (!type.isSealed()) {
      throw new IllegalStateException(type + " is neither a record nor sealed");
    }
    List<Class<?>> found = new ArrayList<>();
    for (Class<?> permitted : type.getPermittedSubclasses()) {
      found.addAll(records(permitted));
    }
    return found;
  }

  private static Shape inspect(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    try {
      return new Shape(
          type.getSimpleName(),
          Arrays.stream(components)
              .map(c -> new Component(c.getName(), c.getGenericType(), c.getAccessor()))
              .toList(),
          type.getDeclaredConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new)),
          defaults(type));
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(type + " is no record", e);
    }
  }

  private static Optional<Record> defaults(Class<?> type) {
    return Arrays.stream(type.getFields())
        .filter(field -> field.getName().equals("DEFAULTS") && field.getType() == type)
        .findFirst()
        .map(Shape::constant);
  }

  private static Record constant(Field field) {
    try {
      return (Record) field.get(null);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("Cannot read " + field, e);
    }
  }

  /**
   * One component.
   *
   * @param name as declared
   * @param type as declared, with its arguments
   * @param accessor reads it
   */
  record Component(String name, Type type, Method accessor) {
    Object of(Record value) {
      try {
        return accessor.invoke(value);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("Cannot read " + accessor, e);
      }
    }
  }
}
