package dev.stele.explore;

import java.io.ByteArrayOutputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.Hashtable;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.Stack;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.Vector;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.atomic.DoubleAccumulator;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/**
 * Objects of the JDK that are made for several tasks, and are not explored inside.
 *
 * <ul>
 *   <li>Concurrent collections: a call of a method is <em>taken as one atomic step</em>, on one
 *       variable that is the whole object. That holds for methods that touch one entry; {@code
 *       putAll}, {@code forEach} and the like are several steps in the JDK, and one here. A
 *       function that they are given may do anything but come to a choice point: that is refused.
 *   <li>Adders and accumulators: the same, and they order nothing.
 *   <li>Collections with a lock of their own (Vector, Hashtable, StringBuffer, the wrappers of
 *       Collections): their monitor, and a plain access inside it. Their iterators do without it.
 * </ul>
 */
final class Boxes {

  private static final Set<Class<?>> CONCURRENT =
      Set.of(
          ConcurrentHashMap.class,
          ConcurrentHashMap.KeySetView.class,
          ConcurrentLinkedDeque.class,
          ConcurrentLinkedQueue.class,
          ConcurrentSkipListMap.class,
          ConcurrentSkipListSet.class,
          CopyOnWriteArrayList.class,
          CopyOnWriteArraySet.class);

  private static final Set<Class<?>> COUNTING =
      Set.of(LongAdder.class, DoubleAdder.class, LongAccumulator.class, DoubleAccumulator.class);

  private static final Set<Class<?>> SYNCHRONIZED =
      Set.of(
          Vector.class,
          Stack.class,
          Hashtable.class,
          StringBuffer.class,
          ByteArrayOutputStream.class);

  private static final String WRAPPER = "java.util.Collections$Synchronized";

  /** All of them, and the classes of what shows them: some of them have no name for us. */
  private static final Set<Class<?>> TYPES = types();

  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

  private Boxes() {}

  /** Returns the classes that this stands for, those of views among them. */
  static Set<Class<?>> modelled() {
    return TYPES;
  }

  static boolean isModelled(Class<?> type) {
    return TYPES.contains(type);
  }

  static boolean isSynchronizedWrapper(Object object) {
    return object.getClass().getName().startsWith(WRAPPER);
  }

  static boolean isConcurrent(Object object) {
    for (Class<?> type : CONCURRENT) {
      if (type.isInstance(object)) {
        return true;
      }
    }
    return isCounting(object);
  }

  static boolean isCounting(Object object) {
    return COUNTING.contains(object.getClass());
  }

  /** Tells whether methods of a class are steps of what it shows, and not guarded by a monitor. */
  static boolean isOfConcurrent(Class<?> type) {
    return type.getName().startsWith("java.util.concurrent.");
  }

  /**
   * Returns what replaces a call of a method of such an object.
   *
   * @param type with the receiver first; that of the result has a {@link Site} at its end
   */
  static Optional<MethodHandle> find(Class<?> declaring, String name, MethodType type) {
    if (!isModelled(declaring) || isParallel(declaring, name, type)) {
      return Optional.empty();
    }
    Optional<MethodHandle> real = real(declaring, name, type.dropParameterTypes(0, 1));
    return real.map(handle -> BoxCall.around(handle, declaring, name, type));
  }

  /** Tells whether a method is called as it is: the static ones, which only make something. */
  static boolean isHarmless(String name) {
    return name.equals("newKeySet");
  }

  /** Bulk methods of maps that may run on other threads; and streams that do. */
  private static boolean isParallel(Class<?> declaring, String name, MethodType type) {
    return name.equals("parallelStream")
        || (declaring == ConcurrentHashMap.class
            && type.parameterCount() > 1
            && type.parameterType(1) == long.class);
  }

  /** Finds a method in a type that is there for everybody: classes of views often are not. */
  private static Optional<MethodHandle> real(Class<?> declaring, String name, MethodType type) {
    Deque<Class<?>> left = new ArrayDeque<>(List.of(declaring));
    while (!left.isEmpty()) {
      Class<?> at = left.poll();
      if (Modifier.isPublic(at.getModifiers())) {
        try {
          return Optional.of(LOOKUP.findVirtual(at, name, type));
        } catch (ReflectiveOperationException _) {
          // Another of them may have it.
        }
      }
      if (at.getSuperclass() != null) {
        left.add(at.getSuperclass());
      }
      left.addAll(List.of(at.getInterfaces()));
    }
    return Optional.empty();
  }

  /** Takes the turn for a step on a concurrent object. */
  static void step(Object box, boolean isReading, String method, Site site) {
    Execution execution = Execution.current();
    Mode mode = isCounting(box) ? Mode.OPAQUE : Mode.VOLATILE;
    Access access =
        isReading
            ? new Access(method, Access.Kind.READ, mode, Mode.PLAIN)
            : new Access(method, Access.Kind.UPDATE, mode, mode);
    Variables.before(execution, execution.memory().object(box), access, site);
  }

  // --- Classes
  // -----------------------------------------------------------------

  @SuppressWarnings("JdkObsolete") // They are there to be known.
  private static Set<Class<?>> types() {
    Set<Class<?>> types = new LinkedHashSet<>(CONCURRENT);
    types.addAll(COUNTING);
    types.addAll(SYNCHRONIZED);
    Map<Integer, Integer> one = Map.of(1, 1);
    addMap(types, new ConcurrentHashMap<>(one));
    addMap(types, new ConcurrentSkipListMap<>(one));
    addCollection(types, new ConcurrentHashMap<>(one).keySet(1));
    addCollection(types, new ConcurrentSkipListSet<>(one.keySet()));
    addCollection(types, new ConcurrentLinkedQueue<>(one.keySet()));
    addCollection(types, new ConcurrentLinkedDeque<>(one.keySet()));
    types.add(new ConcurrentLinkedDeque<>(one.keySet()).descendingIterator().getClass());
    addCollection(types, new CopyOnWriteArrayList<>(one.keySet()));
    addCollection(types, new CopyOnWriteArraySet<>(one.keySet()));
    types.removeIf(type -> type.getName().startsWith("java.util.Spliterators"));
    Set<Class<?>> wrappers = new LinkedHashSet<>();
    addCollection(wrappers, Collections.synchronizedCollection(new ArrayDeque<>(one.keySet())));
    addCollection(wrappers, Collections.synchronizedList(new java.util.ArrayList<>(one.keySet())));
    addCollection(wrappers, Collections.synchronizedList(new java.util.LinkedList<>(one.keySet())));
    addCollection(wrappers, Collections.synchronizedSet(new TreeSet<>(one.keySet())));
    addCollection(wrappers, Collections.synchronizedSortedSet(new TreeSet<>(one.keySet())));
    addCollection(wrappers, Collections.synchronizedNavigableSet(new TreeSet<>(one.keySet())));
    addMap(wrappers, Collections.synchronizedMap(new TreeMap<>(one)));
    addMap(wrappers, Collections.synchronizedSortedMap(new TreeMap<>(one)));
    addMap(wrappers, Collections.synchronizedNavigableMap(new TreeMap<>(one)));
    addMap(wrappers, new Hashtable<>(one));
    wrappers.removeIf(type -> !type.getName().startsWith(WRAPPER));
    types.addAll(wrappers);
    return Collections.unmodifiableSet(types);
  }

  private static void addMap(Set<Class<?>> types, Map<Integer, Integer> map) {
    types.add(map.getClass());
    addCollection(types, map.keySet());
    addCollection(types, map.values());
    addCollection(types, map.entrySet());
    types.add(map.entrySet().iterator().next().getClass());
    if (map instanceof NavigableMap<Integer, Integer> ordered) {
      types.add(ordered.headMap(5, true).getClass());
      types.add(ordered.descendingMap().getClass());
      addCollection(types, ordered.navigableKeySet());
      addCollection(types, ordered.descendingKeySet());
      addCollection(types, ordered.headMap(5, true).entrySet());
      addCollection(types, ordered.headMap(5, true).keySet());
      addCollection(types, ordered.headMap(5, true).values());
    }
  }

  private static void addCollection(Set<Class<?>> types, Collection<?> collection) {
    types.add(collection.getClass());
    types.add(collection.iterator().getClass());
    types.add(collection.spliterator().getClass());
    if (collection instanceof List<?> list) {
      types.add(list.subList(0, 1).getClass());
      types.add(list.listIterator().getClass());
      types.add(list.subList(0, 1).iterator().getClass());
      types.add(list.reversed().getClass());
    }
    if (collection instanceof NavigableSet<?> set) {
      types.add(set.descendingSet().getClass());
    }
  }
}
