package dev.stele.explore;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** Method handles that put something before or behind the real access to a variable. */
@SuppressWarnings("ReferenceEquality") // Identity is what this is about.
final class Tails {

  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
  private static final MethodHandle IS_RECORDING = own("isRecording", boolean.class);
  private static final MethodHandle NOTED = own("noted", Object.class, Object.class);
  private static final MethodHandle NOTE = own("note", void.class, Object.class);
  private static final MethodHandle TOLD = own("told", boolean.class, boolean.class);
  private static final MethodHandle WITNESS =
      own("witness", void.class, boolean.class, Object.class, Object.class);

  private Tails() {}

  private static MethodHandle own(String name, Class<?> result, Class<?>... parameters) {
    try {
      return LOOKUP.findStatic(Tails.class, name, MethodType.methodType(result, parameters));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a method of this room was not found: " + name, e);
    }
  }

  /** Returns a method of an object, as a handle. */
  static MethodHandle bound(
      MethodHandles.Lookup lookup, Object receiver, String name, MethodType type) {
    try {
      return lookup.bind(receiver, name, type);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a method of this room was not found: " + name, e);
    }
  }

  /** Calls a handle without a result before another one, with its first arguments. */
  static MethodHandle fold(MethodHandle access, MethodHandle before) {
    return MethodHandles.foldArguments(access, before);
  }

  /**
   * Adds to an access what follows it: its value is noted, the outcome of a comparison told.
   *
   * @param first the number of the first argument that is a value
   */
  static MethodHandle behind(Access.Kind kind, MethodHandle access, int first) {
    return switch (kind) {
      case READ -> noteResult(access);
      case WRITE -> noteArgument(access, first);
      case UPDATE -> noteResult(access);
      case COMPARE_AND_SET -> toldBoolean(access);
      case COMPARE_AND_EXCHANGE -> toldWitness(access, first);
    };
  }

  /** Notes what an access returns, where reports are written. */
  private static MethodHandle noteResult(MethodHandle access) {
    Class<?> type = access.type().returnType();
    if (type == void.class) {
      return access;
    }
    MethodHandle noted = NOTED.asType(MethodType.methodType(type, type));
    MethodHandle filter =
        MethodHandles.guardWithTest(
            MethodHandles.dropArguments(IS_RECORDING, 0, type),
            noted,
            MethodHandles.identity(type));
    return MethodHandles.filterReturnValue(access, filter);
  }

  /** Notes an argument of an access, where reports are written. */
  private static MethodHandle noteArgument(MethodHandle access, int number) {
    Class<?> type = access.type().parameterType(number);
    MethodHandle note = NOTE.asType(MethodType.methodType(void.class, type));
    MethodHandle guarded =
        MethodHandles.guardWithTest(
            MethodHandles.dropArguments(IS_RECORDING, 0, type),
            note,
            MethodHandles.empty(MethodType.methodType(void.class, type)));
    MethodHandle before =
        MethodHandles.dropArguments(guarded, 0, access.type().parameterList().subList(0, number));
    return fold(access, before);
  }

  /** Tells of the outcome of a comparison that returns it. */
  private static MethodHandle toldBoolean(MethodHandle access) {
    Class<?> result = access.type().returnType();
    return MethodHandles.filterReturnValue(
        access, TOLD.asType(MethodType.methodType(result, result)));
  }

  /** Tells of the outcome of a comparison that returns what it found. */
  private static MethodHandle toldWitness(MethodHandle access, int expected) {
    Class<?> result = access.type().returnType();
    Class<?> asked = access.type().parameterType(expected);
    boolean isIdentity = !asked.isPrimitive() && !result.isPrimitive();
    // (witness, expected) -> witness, behind which the arguments of the access follow.
    MethodHandle told =
        MethodHandles.insertArguments(WITNESS, 0, isIdentity)
            .asType(MethodType.methodType(void.class, result, asked));
    MethodHandle returning =
        MethodHandles.foldArguments(
            MethodHandles.dropArguments(MethodHandles.identity(result), 1, asked), told);
    MethodHandle spread =
        MethodHandles.dropArguments(
            returning, 1, access.type().parameterList().subList(0, expected));
    return MethodHandles.foldArguments(spread(spread, access), access);
  }

  private static MethodHandle spread(MethodHandle combiner, MethodHandle access) {
    int known = combiner.type().parameterCount() - 1;
    return MethodHandles.dropArguments(
        combiner,
        combiner.type().parameterCount(),
        access.type().parameterList().subList(known, access.type().parameterCount()));
  }

  // --- By their names
  // -----------------------------------------------------------------

  @SuppressWarnings("unused")
  private static boolean isRecording() {
    return Execution.current().isRecording();
  }

  @SuppressWarnings("unused")
  private static @Nullable Object noted(@Nullable Object value) {
    Execution.current().note(value);
    return value;
  }

  @SuppressWarnings("unused")
  private static void note(@Nullable Object value) {
    Execution.current().note(value);
  }

  @SuppressWarnings("unused")
  private static boolean told(boolean isWritten) {
    Variables.compared(isWritten);
    Execution.current().note(isWritten);
    return isWritten;
  }

  @SuppressWarnings("unused")
  private static void witness(
      boolean isIdentity, @Nullable Object witness, @Nullable Object expected) {
    Variables.compared(isIdentity ? witness == expected : isSame(witness, expected));
    Execution.current().note(witness);
  }

  /** Compares as the handle has, which was given both in the type of the variable. */
  private static boolean isSame(@Nullable Object witness, @Nullable Object expected) {
    if (witness instanceof Number one && expected instanceof Number other) {
      return (isFloating(one) || isFloating(other))
          ? Double.doubleToRawLongBits(one.doubleValue())
              == Double.doubleToRawLongBits(other.doubleValue())
          : one.longValue() == other.longValue();
    }
    if (witness instanceof Character one && expected instanceof Number other) {
      return one == other.intValue();
    }
    if (witness instanceof Number one && expected instanceof Character other) {
      return one.intValue() == other;
    }
    return witness == null ? expected == null : witness.equals(expected);
  }

  private static boolean isFloating(Number number) {
    return number instanceof Float || number instanceof Double;
  }
}
