package dev.stele.explore;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicMarkableReference;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.AtomicStampedReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The atomic variables of the JDK: each is a variable of its own, or one for each index. All their
 * methods are like one of a VarHandle, so none is written out: what is called stays the method
 * itself, behind a turn.
 */
final class Atomics {

  private static final Set<Class<?>> VARIABLES =
      Set.of(
          AtomicBoolean.class,
          AtomicInteger.class,
          AtomicLong.class,
          AtomicReference.class,
          AtomicMarkableReference.class,
          AtomicStampedReference.class);

  private static final Set<Class<?>> ARRAYS =
      Set.of(AtomicIntegerArray.class, AtomicLongArray.class, AtomicReferenceArray.class);

  /** Names that say something else here than at a VarHandle. */
  private static final Map<String, Access> OWN_NAMES =
      Map.of(
          "get", Access.of("getVolatile"),
          "set", Access.of("setVolatile"),
          "getPlain", Access.of("get"),
          "setPlain", Access.of("set"),
          "lazySet", Access.of("setRelease"),
          "weakCompareAndSet", Access.of("weakCompareAndSetPlain"),
          "weakCompareAndSetVolatile", Access.of("weakCompareAndSet"),
          "incrementAndGet", Access.of("getAndAdd"),
          "decrementAndGet", Access.of("getAndAdd"),
          "addAndGet", Access.of("getAndAdd"));

  private static final Set<String> READING =
      Set.of("intValue", "longValue", "floatValue", "doubleValue", "byteValue", "shortValue");

  private static final Set<String> UPDATING =
      Set.of("getAndUpdate", "updateAndGet", "getAndAccumulate", "accumulateAndGet");

  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

  private Atomics() {}

  /** The classes of the JDK that this stands for. */
  static Stream<Class<?>> types() {
    return Stream.concat(VARIABLES.stream(), ARRAYS.stream());
  }

  /** Tells whether this stands for a class of the JDK. */
  static boolean isModelled(Class<?> type) {
    return VARIABLES.contains(type) || ARRAYS.contains(type);
  }

  /**
   * Returns what replaces a call of a method of an atomic, if it is one.
   *
   * @param type with the receiver first; that of the result has a {@link Site} at its end
   */
  static Optional<MethodHandle> find(Class<?> declaring, String name, MethodType type) {
    if (!isModelled(declaring)) {
      return Optional.empty();
    }
    try {
      if (UPDATING.contains(name)) {
        MethodType own = type.changeParameterType(0, declaring).appendParameterTypes(Site.class);
        return Optional.of(
            LOOKUP
                .findStatic(AtomicUpdates.class, name, own)
                .asType(type.appendParameterTypes(Site.class)));
      }
      Access access = access(declaring, name, type);
      if (access == null) {
        return Optional.empty();
      }
      MethodHandle real =
          LOOKUP.findVirtual(declaring, name, type.dropParameterTypes(0, 1)).asType(type);
      return Optional.of(link(access, real, ARRAYS.contains(declaring) ? 2 : 1));
    } catch (ReflectiveOperationException _) {
      return Optional.empty(); // There is no such method.
    }
  }

  private static @Nullable Access access(Class<?> declaring, String name, MethodType type) {
    if (declaring == AtomicMarkableReference.class || declaring == AtomicStampedReference.class) {
      return ofPair(name);
    }
    Access own = OWN_NAMES.get(name);
    if (own != null) {
      return own.named(name);
    }
    boolean isText = name.equals("toString") && VARIABLES.contains(declaring);
    if (READING.contains(name) || isText) {
      return Access.of("getVolatile").named(name);
    }
    boolean isAccess =
        (name.startsWith("get") && !name.equals("getClass"))
            || name.startsWith("set")
            || name.startsWith("compareAnd")
            || name.startsWith("weakCompareAnd");
    return isAccess && type.parameterCount() > 0 ? Access.of(name) : null;
  }

  /** A reference with a mark or a stamp: one variable, always in the strongest mode. */
  private static @Nullable Access ofPair(String name) {
    return switch (name) {
      case "get", "getReference", "getStamp", "isMarked" -> Access.of("getVolatile").named(name);
      case "set" -> Access.of("setVolatile").named(name);
      case "compareAndSet", "weakCompareAndSet", "attemptMark", "attemptStamp" ->
          Access.of("compareAndSet").named(name);
      default -> null;
    };
  }

  private static MethodHandle link(Access access, MethodHandle real, int coordinates) {
    MethodType type = real.type();
    MethodType own =
        coordinates == 1
            ? MethodType.methodType(void.class, Object.class, Site.class)
            : MethodType.methodType(void.class, Object.class, int.class, Site.class);
    MethodHandle before =
        Tails.bound(LOOKUP, new Before(access), coordinates == 1 ? "object" : "element", own);
    before = before.asType(before.type().changeParameterType(0, type.parameterType(0)));
    int count = type.parameterCount();
    before =
        MethodHandles.dropArguments(
            before, coordinates, type.parameterList().subList(coordinates, count));
    MethodHandle behind = Tails.behind(access.kind(), real, coordinates);
    return Tails.fold(MethodHandles.dropArguments(behind, count, Site.class), before);
  }

  /** Asks for the turn of an access. */
  private record Before(Access access) {

    @SuppressWarnings("unused") // By its name.
    void object(@Nullable Object atomic, Site site) {
      if (atomic != null) {
        Execution execution = Execution.current();
        Variables.before(execution, execution.memory().object(atomic), access, site);
      }
    }

    @SuppressWarnings("unused")
    void element(@Nullable Object atomic, int index, Site site) {
      if (atomic != null && index >= 0 && index < length(atomic)) {
        Execution execution = Execution.current();
        Variables.before(execution, execution.memory().element(atomic, index), access, site);
      }
    }

    private static int length(Object atomic) {
      return switch (atomic) {
        case AtomicIntegerArray array -> array.length();
        case AtomicLongArray array -> array.length();
        case AtomicReferenceArray<?> array -> array.length();
        default -> throw new IllegalArgumentException("must be an atomic array, got: " + atomic);
      };
    }
  }
}
