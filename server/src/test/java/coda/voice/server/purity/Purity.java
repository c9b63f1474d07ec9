package coda.voice.server.purity;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import coda.voice.ErrorCode;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import java.io.Serializable;
import java.util.HashSet;
import java.util.Set;

/**
 * The rule that code has neither clock, thread nor random source, does no input or output, and
 * writes no log: given the same input, it does the same on any machine.
 *
 * <p>What may be used is listed, so that whatever the list forgets is forbidden.
 */
final class Purity {
  /** Where our own data may come from: records and enums only, and what errors have in common. */
  private static final Set<String> DATA_PACKAGES =
      Set.of("coda.voice", "coda.voice.conversation", "coda.voice.engine");

  /** All of these, but for the exceptions below. */
  private static final Set<String> PACKAGES =
      Set.of(
          "java.lang",
          "java.lang.invoke",
          "java.lang.runtime",
          "java.util.function",
          "java.util.stream",
          "org.jspecify.annotations");

  /** The clock, threads and the machine around live in java.lang, too. */
  private static final Set<String> OUTSIDE_WORLD =
      Set.of(
          "java.lang.ClassLoader",
          "java.lang.InheritableThreadLocal",
          "java.lang.Module",
          "java.lang.Process",
          "java.lang.ProcessBuilder",
          "java.lang.ProcessHandle",
          "java.lang.Runtime",
          "java.lang.ScopedValue",
          "java.lang.StackWalker",
          "java.lang.System",
          "java.lang.Thread",
          "java.lang.ThreadGroup",
          "java.lang.ThreadLocal");

  /**
   * Of java.util, collections whose order does not depend on hash codes (those of enums differ from
   * one virtual machine to the next), and values.
   */
  private static final Set<String> UTILITIES =
      Set.of(
          "ArrayDeque",
          "ArrayList",
          "Collection",
          "Collections",
          "Comparator",
          "Deque",
          "EnumMap",
          "EnumSet",
          "Iterator",
          "LinkedHashMap",
          "LinkedHashSet",
          "List",
          "ListIterator",
          "Locale",
          "Map",
          "Map$Entry",
          "Objects",
          "Optional",
          "OptionalDouble",
          "OptionalInt",
          "OptionalLong",
          "SequencedCollection",
          "Set",
          "SortedMap",
          "SortedSet",
          "TreeMap",
          "TreeSet");

  /** Methods of what may be used otherwise, whoever declares them. */
  private static final Set<String> FORBIDDEN_CALLS =
      Set.of(
          "getDefault",
          "notify",
          "notifyAll",
          "parallel",
          "parallelStream",
          "random",
          "shuffle",
          "wait");

  private Purity() {}

  /**
   * The rule for some code. Data of ours that it uses is held to it as well.
   *
   * @param which the code
   */
  static ArchRule pure(DescribedPredicate<JavaClass> which) {
    return classes()
        .that(which)
        .should()
        .onlyDependOnClassesThat(which.or(data()).or(harmless()))
        .andShould(ArchConditions.not(ArchConditions.callCodeUnitWhere(target(forbidden()))))
        .andShould(haveNoLocks());
  }

  /**
   * The data outside that some code uses, for the same rule.
   *
   * @param which the code
   * @param all where to look
   */
  static DescribedPredicate<JavaClass> dataUsedBy(
      DescribedPredicate<JavaClass> which, JavaClasses all) {
    Set<JavaClass> used = new HashSet<>();
    all.that(which).forEach(type -> collectData(type, used));
    return DescribedPredicate.describe("are data used by it", used::contains);
  }

  private static void collectData(JavaClass type, Set<JavaClass> found) {
    type.getDirectDependenciesFromSelf().stream()
        .map(dependency -> dependency.getTargetClass().getBaseComponentType())
        .filter(data())
        .filter(found::add)
        .forEach(used -> collectData(used, found));
  }

  private static DescribedPredicate<JavaClass> data() {
    return DescribedPredicate.describe(
        "are records, enums or error codes of ours",
        type -> {
          JavaClass base = type.getBaseComponentType();
          return DATA_PACKAGES.contains(base.getPackageName())
              && (base.isRecord() || base.isEnum() || base.isEquivalentTo(ErrorCode.class));
        });
  }

  private static DescribedPredicate<JavaClass> harmless() {
    return DescribedPredicate.describe(
        "are values, collections or functions",
        type -> {
          JavaClass base = type.getBaseComponentType();
          String home = base.getPackageName();
          return base.isPrimitive()
              || base.isEquivalentTo(Serializable.class)
              || (PACKAGES.contains(home) && !OUTSIDE_WORLD.contains(outermost(base)))
              || (home.equals("java.util")
                  && UTILITIES.contains(base.getName().substring("java.util.".length())));
        });
  }

  private static String outermost(JavaClass type) {
    int nested = type.getName().indexOf('$');
    return nested < 0 ? type.getName() : type.getName().substring(0, nested);
  }

  private static DescribedPredicate<CodeUnitCallTarget> forbidden() {
    return DescribedPredicate.describe(
        "is by chance or with other threads",
        call ->
            FORBIDDEN_CALLS.contains(call.getName())
                && call.getOwner().getPackageName().startsWith("java."));
  }

  private static ArchCondition<JavaClass> haveNoLocks() {
    return ArchCondition.from(
        DescribedPredicate.describe(
            "have no synchronized method and no volatile field",
            (JavaClass type) ->
                type.getMethods().stream()
                        .noneMatch(m -> m.getModifiers().contains(JavaModifier.SYNCHRONIZED))
                    && type.getFields().stream()
                        .noneMatch(f -> f.getModifiers().contains(JavaModifier.VOLATILE))));
  }
}
