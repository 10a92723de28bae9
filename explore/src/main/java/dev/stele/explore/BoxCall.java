package dev.stele.explore;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Calls one method of {@link Boxes}, with all that belongs around it. */
final class BoxCall {

  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

  /** Methods that have changed nothing if they return null or false: a loop of them may spin. */
  private static final Set<String> NOTHING_IF_NULL =
      Set.of(
          "add",
          "addIfAbsent",
          "poll",
          "pollFirst",
          "pollFirstEntry",
          "pollLast",
          "pollLastEntry",
          "remove",
          "removeFirstOccurrence",
          "removeIf",
          "removeLastOccurrence",
          "replace");

  /** Methods that have changed nothing unless they return null. */
  private static final Set<String> NOTHING_UNLESS_NULL = Set.of("putIfAbsent");

  /** Methods of wrappers that leave the monitor to their callers. */
  private static final Set<String> UNGUARDED =
      Set.of("iterator", "listIterator", "spliterator", "stream");

  private final MethodHandle real;
  private final Class<?> declaring;
  private final String method;

  private BoxCall(MethodHandle real, Class<?> declaring, String method) {
    this.real = real;
    this.declaring = declaring;
    this.method = method;
  }

  static MethodHandle around(
      MethodHandle real, Class<?> declaring, String method, MethodType type) {
    int count = type.parameterCount();
    MethodHandle spread = real.asType(real.type().generic()).asSpreader(Object[].class, count);
    BoxCall call = new BoxCall(spread, declaring, method);
    MethodHandle run =
        Tails.bound(LOOKUP, call, "run", MethodType.methodType(Object.class, Object[].class));
    return run.asCollector(Object[].class, count + 1).asType(type.appendParameterTypes(Site.class));
  }

  @SuppressWarnings("unused") // By its name.
  private @Nullable Object run(@Nullable Object[] given) throws Throwable {
    @Nullable Object[] arguments = Arrays.copyOf(given, given.length - 1);
    Object receiver = arguments[0];
    Site site = (Site) java.util.Objects.requireNonNull(given[given.length - 1]);
    if (receiver == null) {
      return real.invokeExact(arguments); // Which throws.
    }
    Object result =
        Boxes.isOfConcurrent(declaring)
            ? concurrent(receiver, arguments, site)
            : guarded(receiver, arguments, site);
    JdkObjects.returned(receiver, method, result);
    return result;
  }

  // --- One atomic step
  // -----------------------------------------------------------------

  private @Nullable Object concurrent(Object receiver, @Nullable Object[] arguments, Site site)
      throws Throwable {
    Execution execution = Execution.current();
    Object box = execution.memory().shownBy(receiver);
    boolean isReading = ReadOnly.isReading(receiver, method);
    if (JdkObjects.isCursor(receiver)) {
      JdkObjects.plain(receiver, ReadOnly.isLooking(method), method, site);
      isReading = !JdkObjects.isChangingThrough(method);
    }
    if (isSnapshot(receiver)) {
      return real.invokeExact(arguments);
    }
    boolean isTelling =
        !isReading
            && !Boxes.isCounting(box)
            && (NOTHING_IF_NULL.contains(method) || NOTHING_UNLESS_NULL.contains(method));
    if (isTelling) {
      Access access = new Access(method, Access.Kind.COMPARE_AND_SET, Mode.VOLATILE, Mode.VOLATILE);
      Variables.before(execution, execution.memory().object(box), access, site);
    } else {
      Boxes.step(box, isReading, method, site);
    }
    Task task = execution.running();
    task.within = this::toString;
    Object result;
    try {
      result = real.invokeExact(arguments);
    } catch (BackEnd.Abandoned e) {
      throw e;
    } catch (Throwable e) {
      task.within = null;
      if (isTelling) {
        Variables.compared(false);
      }
      throw e;
    }
    task.within = null;
    if (isTelling) {
      Variables.compared(hasChanged(result));
    }
    execution.noteGiven(Arrays.asList(arguments).subList(1, arguments.length));
    execution.note(result);
    return result;
  }

  /** Entries of concurrent maps, and iterators over copies, show what was there once. */
  private boolean isSnapshot(Object receiver) {
    boolean isCopy = declaring.getName().startsWith("java.util.concurrent.CopyOnWrite");
    return (receiver instanceof Map.Entry<?, ?> && !method.equals("setValue"))
        || (isCopy && JdkObjects.isCursor(receiver));
  }

  private boolean hasChanged(@Nullable Object result) {
    boolean isNothing = result == null || result.equals(false);
    return NOTHING_IF_NULL.contains(method) != isNothing;
  }

  // --- Under its monitor
  // -----------------------------------------------------------------

  private @Nullable Object guarded(Object receiver, @Nullable Object[] arguments, Site site)
      throws Throwable {
    if (UNGUARDED.contains(method) && Boxes.isSynchronizedWrapper(receiver)) {
      JdkObjects.before(receiver, declaring.getName(), method, site);
      return real.invokeExact(arguments);
    }
    Memory memory = Execution.current().memory();
    Object mutex = memory.mutexOf(receiver);
    MonitorModel.enter(mutex, site);
    Object result;
    try {
      Object shown = memory.shownBy(receiver);
      JdkObjects.plain(shown, ReadOnly.isReading(receiver, method), method, site);
      result = real.invokeExact(arguments);
    } catch (BackEnd.Abandoned e) {
      throw e; // Nothing is left to be unlocked.
    } catch (Throwable e) {
      MonitorModel.exit(mutex, site);
      throw e;
    }
    MonitorModel.exit(mutex, site);
    return result;
  }

  @Override
  public String toString() {
    return declaring.getSimpleName() + "." + method;
  }
}
