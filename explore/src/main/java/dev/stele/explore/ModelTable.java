package dev.stele.explore;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.Cleaner;
import java.lang.reflect.Method;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Which class stands for which of the JDK's. A model has, for each method that it stands for, a
 * static one of the same name, that takes the receiver if there is one, what the method takes, and
 * the place of the call.
 */
final class ModelTable {

  private static final Map<Class<?>, Entry> ENTRIES = new HashMap<>();

  static {
    add(Object.class, MonitorModel.class, "<init>", "getClass", "hashCode", "equals", "toString");
    add(Lock.class, LockModel.class);
    add(ReentrantLock.class, ReentrantLockModel.class, ReentrantLockModel.HARMLESS);
    add(Condition.class, ConditionModel.class);
    add(LockSupport.class, LockSupportModel.class);
    add(Thread.class, ThreadModel.class, ThreadModel.HARMLESS);
    add(Thread.Builder.class, ThreadBuilderModel.class, ThreadBuilderModel.HARMLESS);
    add(Thread.Builder.OfPlatform.class, ThreadBuilderModel.class, ThreadBuilderModel.HARMLESS);
    add(Thread.Builder.OfVirtual.class, ThreadBuilderModel.class, ThreadBuilderModel.HARMLESS);
    add(Semaphore.class, SemaphoreModel.class, SemaphoreModel.HARMLESS);
    add(CountDownLatch.class, CountDownLatchModel.class, CountDownLatchModel.HARMLESS);
    add(ReentrantReadWriteLock.class, ReadWriteLockModel.class, ReadWriteLockModel.HARMLESS);
    add(ReentrantReadWriteLock.ReadLock.class, ReadLockModel.class);
    add(ReentrantReadWriteLock.WriteLock.class, WriteLockModel.class);
    add(Cleaner.class, CleanerModel.class);
    add(Cleaner.Cleanable.class, CleanerModel.class);
    add(ThreadLocal.class, ThreadLocalModel.class, ThreadLocalModel.HARMLESS);
    add(ScopedValue.class, ScopedValueModel.class, ScopedValueModel.HARMLESS);
    add(ScopedValue.Carrier.class, ScopedValueModel.class, ScopedValueModel.HARMLESS_OF_CARRIERS);
    add(ArrayBlockingQueue.class, BlockingQueueModel.class, BlockingQueueModel.HARMLESS);
    add(LinkedBlockingQueue.class, BlockingQueueModel.class, BlockingQueueModel.HARMLESS);
    add(Executors.class, ExecutorsModel.class, ExecutorsModel.HARMLESS);
    add(ExecutorService.class, ExecutorModel.class);
    add(Future.class, FutureModel.class);
    add(CompletableFuture.class, CompletableFutureModel.class, CompletableFutureModel.HARMLESS);
    addInPart(System.class, SystemModel.class);
    addInPart(Instant.class, InstantModel.class);
    addInPart(Clock.class, ClockModel.class);
    addInPart(TimeUnit.class, TimeUnitModel.class);
  }

  private ModelTable() {}

  /**
   * What stands for a type.
   *
   * @param harmless the methods that are called as they are
   * @param isInPart whether all methods are, that the model does not know
   */
  private record Entry(Class<?> model, Set<String> harmless, boolean isInPart) {

    boolean isHarmless(String name) {
      return isInPart || harmless.contains(name);
    }
  }

  private static void add(Class<?> type, Class<?> model, String... harmless) {
    ENTRIES.put(type, new Entry(model, Set.of(harmless), false));
  }

  /** For a type of which only some methods are in the way. */
  private static void addInPart(Class<?> type, Class<?> model) {
    ENTRIES.put(type, new Entry(model, Set.of(), true));
  }

  /** The types that something stands for. */
  static Set<Class<?>> types() {
    Set<Class<?>> types = new HashSet<>(ENTRIES.keySet());
    types.addAll(Boxes.modelled());
    return types;
  }

  /** Tells whether something stands for a type. */
  static boolean contains(Class<?> type) {
    return ENTRIES.containsKey(type) || Boxes.isModelled(type);
  }

  /**
   * Finds what is to be called in place of a JDK method. It takes what the method takes, its
   * receiver first, and the site last. Empty if the method is to be called as it is, or nothing
   * stands for its type.
   */
  static Optional<MethodHandle> find(Class<?> declaring, String name, MethodType withReceiver) {
    Optional<MethodHandle> known = known(declaring, name, withReceiver);
    if (known.isPresent() || isHarmless(declaring, name)) {
      return known;
    }
    return Optional.of(
        refusal(declaring.getName() + "." + name, withReceiver.appendParameterTypes(Site.class)));
  }

  private static boolean isHarmless(Class<?> declaring, String name) {
    Entry entry = ENTRIES.get(declaring);
    return entry == null
        ? !Boxes.isModelled(declaring) || Boxes.isHarmless(name)
        : entry.isHarmless(name);
  }

  /** Finds what stands for a JDK method; empty if that is refused, or called as it is. */
  static Optional<MethodHandle> known(Class<?> declaring, String name, MethodType withReceiver) {
    Entry entry = ENTRIES.get(declaring);
    if (entry == null) {
      return Boxes.isModelled(declaring) && !Boxes.isHarmless(name)
          ? Boxes.find(declaring, name, withReceiver)
          : Optional.empty();
    }
    MethodType type = withReceiver.appendParameterTypes(Site.class);
    String called = name.equals("yield") ? "yieldTurn" : name;
    for (Method method : entry.model.getDeclaredMethods()) {
      if (method.getName().equals(called) && takes(method, type)) {
        try {
          return Optional.of(MethodHandles.lookup().unreflect(method).asType(type));
        } catch (IllegalAccessException e) {
          throw new IllegalStateException("a model must have no private methods of a name", e);
        }
      }
    }
    return Optional.empty();
  }

  private static boolean takes(Method method, MethodType type) {
    Class<?>[] own = method.getParameterTypes();
    if (own.length != type.parameterCount()
        || java.lang.reflect.Modifier.isPrivate(method.getModifiers())) {
      return false;
    }
    for (int i = 0; i < own.length; i++) {
      boolean fits =
          i == 0 ? own[i].isAssignableFrom(type.parameterType(i)) : own[i] == type.parameterType(i);
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  private static MethodHandle refusal(String method, MethodType type) {
    try {
      MethodHandle refuse =
          MethodHandles.lookup()
              .findStatic(
                  ModelTable.class,
                  "refuse",
                  MethodType.methodType(void.class, String.class, Site.class))
              .bindTo(method);
      MethodHandle empty = MethodHandles.empty(type);
      int last = type.parameterCount() - 1;
      int[] order = {last};
      return MethodHandles.foldArguments(
          empty, MethodHandles.permuteArguments(refuse, type.changeReturnType(void.class), order));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  @SuppressWarnings("UnusedMethod") // Found by its name, above.
  private static void refuse(String method, Site site) {
    throw Unsupported.found(
        method,
        site,
        "what stands for its type does not know this method: let the model do without it");
  }
}
