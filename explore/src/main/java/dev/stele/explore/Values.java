package dev.stele.explore;

import org.jspecify.annotations.Nullable;

/** How reports write values: the same in each replay, so nothing with an address in it. */
final class Values {

  private static final int LENGTH_MAX = 24;

  private Values() {}

  /** How the JDK writes an object and a state of it, with a number in place of the address. */
  static String jdkText(String type, Object object, String state) {
    String name = Execution.current().nameOf(object);
    return type + "@" + name.substring(name.lastIndexOf('#') + 1) + "[" + state + "]";
  }

  static String text(@Nullable Object value) {
    if (value == null
        || value instanceof Boolean
        || value instanceof Character
        || (value instanceof Number && isPlain(value.getClass().getPackageName()))) {
      return String.valueOf(value);
    }
    if (value instanceof Enum<?> constant) {
      return constant.name();
    }
    if (value instanceof Thread thread) {
      return ModelThread.of(thread).toString();
    }
    if (value instanceof String text) {
      return text.length() > LENGTH_MAX
          ? '"' + text.substring(0, LENGTH_MAX) + "…\""
          : '"' + text + '"';
    }
    return Execution.current().nameOf(value);
  }

  /** Tells whether numbers of a package are values: those of others have a state, or are woven. */
  private static boolean isPlain(String numbers) {
    return numbers.equals("java.lang") || numbers.equals("java.math");
  }
}
