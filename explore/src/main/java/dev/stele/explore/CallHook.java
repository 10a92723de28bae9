package dev.stele.explore;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.Buffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Stands before a call of a method of the JDK, or in place of it. What is done depends on the class
 * of the receiver: a class may override the method, or have a model that its type does not show.
 */
final class CallHook {

  private final WovenLoader loader;
  private final JdkMethod method;
  private final Site site;

  /** What was done for the last receiver: mostly they are all of one class. */
  private @Nullable Class<?> lastClass;

  private Way lastWay = Way.AS_IT_IS;

  private final Map<Class<?>, Way> ways = new HashMap<>(2);

  /** What becomes of a call. */
  private sealed interface Way {
    Way AS_IT_IS = new AsItIs();

    record AsItIs() implements Way {}

    /** An access to the whole object, and then the call. */
    record Access() implements Way {}

    record Modelled(MethodHandle model) implements Way {}

    record Refused(String what) implements Way {}
  }

  CallHook(WovenLoader loader, JdkMethod method, Site site) {
    this.loader = loader;
    this.method = method;
    this.site = site;
  }

  /** Before a call of a method that has no model. */
  void before(@Nullable Object receiver) {
    boolean unexpected = isModelled(receiver);
    if (unexpected) {
      throw Refusal.of(
          method + " of a " + className(receiver) + " is modelled, but not as it is called here",
          site);
    }
  }

  /** Before a call of a method of a superclass, which no model stands for. */
  void beforeSuper(Object receiver) {
    if (SetUp.isOn()) {
      return;
    }
    switch (decideForJdk(method.declaring())) {
      case Way.AsItIs _ -> {}
      case Way.Access _ -> {
        access(receiver);
      }
      case Way.Modelled _ ->
          throw Refusal.of(method + " is modelled, but not as super." + method.name(), site);
      case Way.Refused refused -> throw Refusal.of(refused.what(), site);
    }
  }

  private static String className(@Nullable Object receiver) {
    return receiver == null ? "null" : receiver.getClass().getName();
  }

  /** Before a call: tells whether a model takes its place. */
  boolean isModelled(@Nullable Object receiver) {
    if (receiver == null) {
      return false; // The call itself throws.
    }
    Way way = way(receiver.getClass());
    if (way instanceof Way.AsItIs) {
      return false;
    }
    if (SetUp.isOn() && isHarmlessInSetUp(receiver.getClass())) {
      return false;
    }
    return switch (way) {
      case Way.AsItIs _ -> false;
      case Way.Access _ -> {
        access(receiver);
        yield false;
      }
      case Way.Modelled _ -> {
        if (!isStateOfExecution(receiver.getClass().getName())) {
          changing(receiver);
        }
        yield true;
      }
      case Way.Refused refused -> throw Refusal.of(refused.what(), site);
    };
  }

  /** Whether a lock is held, and what a scoped value is, an execution knows: it does not change. */
  private static boolean isStateOfExecution(String type) {
    return type.startsWith("java.util.concurrent.locks.")
        || type.startsWith("java.lang.ScopedValue");
  }

  private void access(Object receiver) {
    if (receiver instanceof Buffer buffer) {
      Buffers.before(buffer, method.name(), method.type(), site);
    } else {
      JdkObjects.before(receiver, method.declaring().getName(), method.name(), site);
    }
    changing(receiver);
  }

  private boolean isReading(Object receiver) {
    if (receiver instanceof Buffer) {
      return Buffers.isHarmless(method.name(), method.type());
    }
    return JdkObjects.isCursor(receiver)
        ? !JdkObjects.isChangingThrough(method.name())
        : ReadOnly.isReading(receiver, method.name());
  }

  /** Tells the static state that an object may be changed, or what it shows. */
  private void changing(Object receiver) {
    if (!loader.statics().isHolding()) {
      return;
    }
    Object shown = Execution.current().memory().shownBy(receiver);
    if (!isReading(receiver) || !Calls.isOfJdk(receiver.getClass())) {
      loader.statics().changing(shown);
      loader.statics().changing(receiver);
    }
  }

  /** After a call: what it returned may show its receiver. */
  void returned(Object shown, @Nullable Object result) {
    if (SetUp.isOn()) {
      loader.statics().addView(shown, method.name(), result);
    }
    JdkObjects.returned(shown, method.name(), result);
  }

  /** Objects on which a static initialiser may do what it likes: nothing there blocks. */
  private static boolean isHarmlessInSetUp(Class<?> type) {
    String name = type.getName();
    return (!name.startsWith("java.util.concurrent.")
            && !Thread.class.isAssignableFrom(type)
            && !ThreadLocal.class.isAssignableFrom(type))
        || name.startsWith("java.util.concurrent.atomic.")
        || name.startsWith("java.util.concurrent.Concurrent")
        || name.startsWith("java.util.concurrent.CopyOnWrite");
  }

  private Way way(Class<?> receiver) {
    if (receiver != lastClass) {
      lastWay = ways.computeIfAbsent(receiver, this::decide);
      lastClass = receiver;
    }
    return lastWay;
  }

  private Way decide(Class<?> receiver) {
    if (receiver.isArray()) {
      return Way.AS_IT_IS;
    }
    Class<?> ran = receiver;
    if (!Calls.isOfJdk(receiver) && !Calls.isOfModel(receiver)) {
      Optional<Class<?>> implementing = implementing(receiver);
      if (implementing.isEmpty() || !Calls.isOfJdk(implementing.get())) {
        return Way.AS_IT_IS; // Woven, or a default method that calls what is woven.
      }
      ran = implementing.get();
    }
    return decideForJdk(ran);
  }

  /** Finds the class, not interface, whose method would run. */
  private Optional<Class<?>> implementing(Class<?> receiver) {
    for (Class<?> at = receiver; at != null; at = at.getSuperclass()) {
      if (Calls.isOfJdk(at)) {
        boolean isThere =
            JdkMethod.find(at, method.name(), method.type().toMethodDescriptorString())
                .filter(found -> !found.declaring().isInterface())
                .isPresent();
        return isThere ? Optional.of(at) : Optional.empty();
      }
      for (var declared : at.getDeclaredMethods()) {
        if (declared.getName().equals(method.name())
            && java.util.Arrays.equals(
                declared.getParameterTypes(), method.type().parameterArray())) {
          return Optional.of(at);
        }
      }
    }
    return Optional.empty();
  }

  private Way decideForJdk(Class<?> ran) {
    for (Class<?> type : registered(ran)) {
      Optional<MethodHandle> model = Calls.model(type, method);
      if (model.isPresent()) {
        loader.weaver().replaced(type);
        return new Way.Modelled(model.get());
      }
      return Calls.isHarmless(type, method.name())
          ? Way.AS_IT_IS
          : new Way.Refused(Calls.notModelled(ran.getName(), method.name()));
    }
    if (method.declaring() == Object.class && method.name().equals("getClass")) {
      return Way.AS_IT_IS;
    }
    return switch (JdkPolicy.of(ran)) {
      case PLAIN -> Way.AS_IT_IS;
      case OBJECT -> new Way.Access();
      case REFUSED ->
          method.declaring() == Object.class
              ? Way.AS_IT_IS
              : new Way.Refused(Calls.notModelled(ran.getName(), method.name()));
    };
  }

  /** The types above a class that have models: classes first. */
  static List<Class<?>> registered(Class<?> type) {
    List<Class<?>> registered = new ArrayList<>();
    Deque<Class<?>> interfaces = new ArrayDeque<>();
    for (@Nullable Class<?> at = type; at != null; at = at.getSuperclass()) {
      if (Calls.isRegistered(at) && at != Object.class) {
        registered.add(at);
      }
      interfaces.addAll(List.of(at.getInterfaces()));
    }
    Set<Class<?>> seen = new LinkedHashSet<>();
    while (!interfaces.isEmpty()) {
      Class<?> at = interfaces.poll();
      if (seen.add(at)) {
        interfaces.addAll(List.of(at.getInterfaces()));
        if (Calls.isRegistered(at)) {
          registered.add(at);
        }
      }
    }
    return registered;
  }

  /** Returns what replaces a call that cannot go to another class's method. */
  MethodHandle direct(MethodType type) {
    List<Class<?>> candidates = new ArrayList<>();
    if (method.isStatic()) {
      candidates.add(method.declaring());
    } else {
      candidates.addAll(registered(method.owner()));
      candidates.add(Object.class);
    }
    for (Class<?> candidate : candidates) {
      Optional<MethodHandle> model = Calls.model(candidate, method);
      if (model.isPresent()) {
        loader.weaver().replaced(candidate);
        return withSite(model.get()).asType(type);
      }
    }
    throw new IllegalStateException(method + " has no model at " + site);
  }

  private MethodHandle withSite(MethodHandle model) {
    return MethodHandles.insertArguments(model, model.type().parameterCount() - 1, site);
  }

  /** Returns what calls the model that belongs to the receiver. */
  MethodHandle dispatching(MethodHandles.Lookup own, MethodType type)
      throws ReflectiveOperationException {
    Dispatch dispatch = new Dispatch(this, type);
    MethodHandle select =
        own.findVirtual(
                Dispatch.class, "select", MethodType.methodType(MethodHandle.class, Object.class))
            .bindTo(dispatch)
            .asType(MethodType.methodType(MethodHandle.class, type.parameterType(0)));
    return MethodHandles.foldArguments(MethodHandles.exactInvoker(type), select);
  }

  /** Finds the model for each receiver. */
  private static final class Dispatch {
    private final CallHook hook;
    private final MethodType type;
    private @Nullable Class<?> lastClass;
    private @Nullable MethodHandle last;

    Dispatch(CallHook hook, MethodType type) {
      this.hook = hook;
      this.type = type;
    }

    @SuppressWarnings("unused") // By its name.
    MethodHandle select(Object receiver) {
      MethodHandle known = last;
      if (known == null || receiver.getClass() != lastClass) {
        if (!(hook.decide(receiver.getClass()) instanceof Way.Modelled(MethodHandle model))) {
          throw new IllegalStateException(hook.method + " has no model at " + hook.site);
        }
        known = hook.withSite(model).asType(type);
        last = known;
        lastClass = receiver.getClass();
      }
      return known;
    }
  }
}
