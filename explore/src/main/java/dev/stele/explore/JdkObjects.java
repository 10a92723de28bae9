package dev.stele.explore;

import java.lang.reflect.Array;
import java.nio.Buffer;
import java.util.Collection;
import java.util.Enumeration;
import java.util.Hashtable;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.Spliterator;
import java.util.Vector;
import java.util.stream.BaseStream;
import org.jspecify.annotations.Nullable;

/**
 * Objects of the JDK that are not made for several tasks: a call of a method is a plain read, or
 * write, of the whole object, and then the call itself.
 *
 * <p>What shows an object in another way is that object: its iterators and streams, sublists, entry
 * sets and entries, unmodifiable and synchronized wrappers. A cursor, such as an iterator, is one
 * of its own besides: moving it writes it. Whoever weaves a call tells of what it returned, so that
 * this is known ({@link #returned}). Where it was not told, the view is an object of its own.
 *
 * <p>What cannot be told from outside: that a LinkedHashMap keeps the order of access, so that its
 * {@code get} writes. It counts as a read.
 */
@SuppressWarnings("ReferenceEquality") // Objects are meant, not what they are equal to.
final class JdkObjects {

  private static final Set<String> VIEWING =
      Set.of(
          "asIterator",
          "asList",
          "asLifoQueue",
          "descendingIterator",
          "descendingKeySet",
          "descendingMap",
          "descendingSet",
          "elements",
          "entrySet",
          "enumeration",
          "headMap",
          "headSet",
          "iterator",
          "keySet",
          "keys",
          "listIterator",
          "navigableKeySet",
          "newSetFromMap",
          "newSequencedSetFromMap",
          "next",
          "nextElement",
          "previous",
          "reversed",
          "sequencedEntrySet",
          "sequencedKeySet",
          "sequencedValues",
          "spliterator",
          "stream",
          "subList",
          "subMap",
          "subSet",
          "tailMap",
          "tailSet",
          "trySplit",
          "values");

  private static final Set<String> OF_ENTRIES = Set.of("next", "previous", "nextElement");

  private JdkObjects() {}

  /** Before a method of an object of the JDK is called. */
  static void before(Object receiver, String owner, String method, Site site) {
    if (isImmutable(receiver)) {
      return;
    }
    Memory memory = Execution.current().memory();
    Object shown = memory.shownBy(receiver);
    if (isCursor(receiver)) {
      plain(receiver, ReadOnly.isLooking(method), method, site);
      if (shown != receiver) {
        whole(shown, !isChangingThrough(method), method, site);
      }
    } else {
      whole(shown, ReadOnly.isReading(receiver, method), method, site);
    }
  }

  /**
   * After a method was called that may return a view.
   *
   * @param shown its receiver; what it was given first, if it is static
   */
  static void returned(@Nullable Object shown, String method, @Nullable Object result) {
    if (shown == null || result == null || shown == result || !isView(shown, method, result)) {
      return;
    }
    boolean isGuarded =
        shown instanceof Vector<?>
            || shown instanceof Hashtable<?, ?>
            || Boxes.isSynchronizedWrapper(shown);
    if (SetUp.isOn()) {
      EarlyViews.View view =
          EarlyViews.find(shown).orElseGet(() -> new EarlyViews.View(shown, shown));
      EarlyViews.add(result, view.shown(), isGuarded ? view.mutex() : result);
      return;
    }
    Memory memory = Execution.current().memory();
    memory.show(result, memory.shownBy(shown), isGuarded ? memory.mutexOf(shown) : result);
  }

  /** Tells whether a method of that name can return a view, so that {@link #returned} is needed. */
  static boolean isViewing(String method, Class<?> result) {
    return !result.isPrimitive()
        && (VIEWING.contains(method)
            || isWrapping(method)
            || (Buffer.class.isAssignableFrom(result) && Buffers.isViewing(method))
            || BaseStream.class.isAssignableFrom(result)
            || result == Iterator.class
            || result == Spliterator.class);
  }

  private static boolean isView(Object shown, String method, Object result) {
    if (OF_ENTRIES.contains(method)) {
      return isCursor(shown) && result instanceof Map.Entry<?, ?>;
    }
    if (shown instanceof Buffer) {
      return result instanceof Buffer && Buffers.isViewing(method);
    }
    if (shown instanceof BaseStream<?, ?>) {
      return isCursor(result);
    }
    return (VIEWING.contains(method) || isWrapping(method)) && !isImmutable(result);
  }

  private static boolean isWrapping(String method) {
    return method.startsWith("unmodifiable")
        || method.startsWith("synchronized")
        || method.startsWith("checked");
  }

  static boolean isCursor(Object object) {
    return object instanceof Iterator<?>
        || object instanceof BaseStream<?, ?>
        || object instanceof Spliterator<?>
        || object instanceof Enumeration<?>;
  }

  static boolean isChangingThrough(String method) {
    return method.equals("remove") || method.equals("set") || method.equals("add");
  }

  private static boolean isImmutable(Object object) {
    String name = object.getClass().getName();
    if (!name.startsWith("java.")) {
      return false;
    }
    return object instanceof String
        || name.startsWith("java.util.ImmutableCollections")
        || name.startsWith("java.util.Collections$Empty")
        || name.startsWith("java.util.Collections$Singleton")
        || name.startsWith("java.util.Collections$CopiesList")
        || name.startsWith("java.util.KeyValueHolder")
        || name.equals("java.util.AbstractMap$SimpleImmutableEntry")
        || name.equals("java.util.HexFormat");
  }

  /** Accesses what a view shows, in its own way. */
  private static void whole(Object shown, boolean isReading, String method, Site site) {
    if (shown.getClass().isArray()) {
      Variables.beforeElements(shown, 0, Array.getLength(shown), !isReading, method, site);
    } else if (Boxes.isConcurrent(shown)) {
      Boxes.step(shown, isReading, method, site);
    } else if (shown instanceof Vector<?> || shown instanceof Hashtable<?, ?>) {
      MonitorModel.enter(shown, site);
      plain(shown, isReading, method, site);
      MonitorModel.exit(shown, site);
    } else {
      plain(shown, isReading, method, site);
    }
  }

  /** Accesses an object as one variable. */
  static void plain(Object object, boolean isReading, String method, Site site) {
    Execution execution = Execution.current();
    Cell cell = execution.memory().object(object);
    if (isReading) {
      cell.readPlainly(method, site);
    } else {
      Variables.writePlainly(execution, cell, method, site);
    }
  }

  /** Tells whether an object is a collection, or shows one: for what walks over arguments. */
  static boolean isContainer(Object object) {
    return object instanceof Collection<?> || object instanceof Map<?, ?> || isCursor(object);
  }
}
