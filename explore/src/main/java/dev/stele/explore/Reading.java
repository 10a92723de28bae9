package dev.stele.explore;

import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An argument that a method of the JDK reads, or writes, before it returns: a collection that is
 * copied, an array that is filled. Arguments that are only kept are none.
 *
 * @param parameter its number from 0, without the receiver
 */
record Reading(int parameter, Extent extent, boolean isWriting, String verb) {

  /** How much of it. */
  enum Extent {
    WHOLE,
    /** The two parameters behind it are the first element and how many there are. */
    FROM_COUNT,
    /** The two parameters behind it are the first element and the one behind the last. */
    FROM_TO
  }

  private static final Set<Class<?>> READ_TYPES =
      Set.of(
          java.util.Collection.class,
          List.class,
          Set.class,
          java.util.SortedSet.class,
          java.util.PriorityQueue.class,
          java.util.EnumSet.class,
          java.util.EnumMap.class,
          Map.class,
          java.util.SortedMap.class,
          Iterable.class,
          java.util.Iterator.class,
          CharSequence.class,
          StringBuilder.class,
          StringBuffer.class,
          java.nio.ByteBuffer.class);

  /** Methods that read an argument of any type whatever: its text, or whether it is equal. */
  private static final Set<String> READING_ANY =
      Set.of(
          "java.lang.String.valueOf",
          "java.lang.StringBuilder.append",
          "java.lang.StringBuilder.insert",
          "java.lang.StringBuffer.append",
          "java.lang.StringBuffer.insert",
          "java.util.Objects.equals",
          "java.util.Objects.hashCode",
          "java.util.Objects.toString",
          "java.util.Objects.deepEquals");

  private static final Set<String> WRITING_ARRAYS =
      Set.of(
          "fill",
          "sort",
          "setAll",
          "toArray",
          "get",
          "read",
          "readFully",
          "readNBytes",
          "getChars",
          "getBytes",
          "nextBytes",
          "doFinal");

  private static final Set<String> WRITING_LISTS =
      Set.of("sort", "reverse", "swap", "fill", "copy", "rotate", "addAll", "replaceAll");

  /** Returns what a method, or {@code new}, reads and writes. */
  static List<Reading> of(Class<?> declaring, String name, MethodType type) {
    List<Reading> all = new ArrayList<>();
    if (isViewing(declaring, name)) {
      return all;
    }
    for (int i = 0; i < type.parameterCount(); i++) {
      Class<?> parameter = type.parameterType(i);
      if (parameter.isArray()) {
        boolean isWriting =
            WRITING_ARRAYS.contains(name)
                && !(declaring == java.util.Arrays.class && name.equals("get"));
        all.add(new Reading(i, extent(declaring, type, i), isWriting, name));
      } else if (READ_TYPES.contains(parameter)) {
        boolean isWriting =
            i == 0 && declaring == java.util.Collections.class && WRITING_LISTS.contains(name);
        all.add(new Reading(i, Extent.WHOLE, isWriting, name));
      } else if (parameter == Object.class
          && (READING_ANY.contains(declaring.getName() + "." + name) || isEquals(name, type))) {
        all.add(new Reading(i, Extent.WHOLE, false, name));
      }
    }
    return all;
  }

  private static boolean isEquals(String name, MethodType type) {
    return name.equals("equals") && type.parameterCount() == 1;
  }

  /** Views keep what they are given, and read it later. */
  private static boolean isViewing(Class<?> declaring, String name) {
    return declaring == java.util.Collections.class
        && (name.startsWith("unmodifiable")
            || name.startsWith("synchronized")
            || name.startsWith("checked")
            || name.startsWith("new")
            || name.equals("enumeration")
            || name.equals("asLifoQueue"));
  }

  private static Extent extent(Class<?> declaring, MethodType type, int number) {
    boolean hasPart =
        type.parameterCount() > number + 2
            && type.parameterType(number + 1) == int.class
            && type.parameterType(number + 2) == int.class;
    if (!hasPart) {
      return Extent.WHOLE;
    }
    return declaring == java.util.Arrays.class ? Extent.FROM_TO : Extent.FROM_COUNT;
  }
}
