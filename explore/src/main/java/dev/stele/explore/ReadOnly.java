package dev.stele.explore;

import java.util.BitSet;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * Which methods of the JDK's objects leave them as they are, as far as another task could tell.
 * Those of a type that is not known change it: a false alarm can be seen, a race that was not
 * looked for cannot.
 */
final class ReadOnly {

  private static final Set<String> OF_OBJECTS =
      Set.of("equals", "hashCode", "toString", "getClass", "compareTo", "clone");

  private static final Set<String> OF_COLLECTIONS =
      names(
          """
          capacity ceiling ceilingEntry ceilingKey comparator contains containsAll containsKey
          containsValue copyInto descendingIterator descendingKeySet descendingMap descendingSet
          element elementAt elements entrySet enumeration first firstElement firstEntry firstKey
          floor floorEntry floorKey forEach get getFirst getLast getOrDefault getProperty headMap
          headSet higher higherEntry higherKey indexOf isEmpty iterator keySet keys last lastElement
          lastEntry lastIndexOf lastKey length listIterator lower lowerEntry lowerKey mappingCount
          navigableKeySet parallelStream peek peekFirst peekLast reversed search
          sequencedEntrySet sequencedKeySet sequencedValues size spliterator stream
          stringPropertyNames subList subMap subSet tailMap tailSet toArray values
          """);

  private static final Set<String> OF_TEXTS =
      names(
          """
          capacity charAt chars codePointAt codePointBefore codePointCount codePoints getChars
          indexOf isEmpty lastIndexOf length offsetByCodePoints subSequence substring
          """);

  private static final Set<String> OF_BITS =
      names(
          """
          cardinality get intersects isEmpty length nextClearBit nextSetBit previousClearBit
          previousSetBit size stream toByteArray toLongArray
          """);

  /** Of cursors: what does not move them. */
  private static final Set<String> OF_CURSORS =
      names(
          """
          characteristics estimateSize getComparator getExactSizeIfKnown hasCharacteristics
          hasMoreElements hasNext hasPrevious isParallel nextIndex previousIndex
          """);

  private static final Set<String> OF_OTHERS =
      names(
          """
          after before doubleValue floatValue get getKey getValue getTime intValue length longValue
          size sum toByteArray
          """);

  private ReadOnly() {}

  private static Set<String> names(String text) {
    return Set.of(text.strip().split("\\s+", -1));
  }

  /** Tells whether a method of an object that is no cursor changes nothing in it. */
  static boolean isReading(Object receiver, String method) {
    if (receiver instanceof WeakHashMap<?, ?>) {
      return method.equals("getClass"); // Any other may drop what is no longer referred to.
    }
    if (OF_OBJECTS.contains(method)) {
      return true;
    }
    return switch (receiver) {
      case Collection<?> _ -> OF_COLLECTIONS.contains(method);
      case Map<?, ?> _ -> OF_COLLECTIONS.contains(method);
      case CharSequence _ -> OF_TEXTS.contains(method);
      case BitSet _ -> OF_BITS.contains(method);
      default -> OF_OTHERS.contains(method) && !isMovedByGet(receiver);
    };
  }

  /** Types that change as one looks at them: calendars compute their fields when asked. */
  private static boolean isMovedByGet(Object receiver) {
    return receiver instanceof java.util.Calendar;
  }

  /** Tells whether a method of an iterator, a stream or the like leaves it where it is. */
  static boolean isLooking(String method) {
    return OF_CURSORS.contains(method) || OF_OBJECTS.contains(method);
  }
}
