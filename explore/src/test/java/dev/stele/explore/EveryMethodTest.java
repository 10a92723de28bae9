package dev.stele.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Each public method of a type for which something stands is modelled, harmless and listed here as
 * such, or refused by its name. A method that a later JDK adds is refused.
 */
class EveryMethodTest {

  private static final Set<String> BUILDING_ANY =
      Set.of("name", "inheritInheritableThreadLocals", "uncaughtExceptionHandler");

  private static final Set<String> BUILDING =
      Set.of(
          "name",
          "group",
          "daemon",
          "priority",
          "stackSize",
          "inheritInheritableThreadLocals",
          "uncaughtExceptionHandler");

  /** What is called as it is, and why that says nothing of other threads. */
  private static final Map<String, Set<String>> HARMLESS =
      Map.ofEntries(
          Map.entry("java.util.concurrent.locks.ReentrantLock", Set.of("isFair")),
          Map.entry("java.util.concurrent.locks.ReentrantReadWriteLock", Set.of("isFair")),
          Map.entry("java.util.concurrent.Semaphore", Set.of("isFair")),
          Map.entry("java.lang.ThreadLocal", Set.of("withInitial")),
          Map.entry("java.lang.ScopedValue", Set.of("newInstance", "where", "hashCode")),
          Map.entry("java.lang.ScopedValue$Carrier", Set.of("get", "where")),
          Map.entry("java.util.concurrent.Executors", Set.of("callable")),
          Map.entry(
              "java.lang.Thread",
              Set.of(
                  "checkAccess",
                  "getContextClassLoader",
                  "getPriority",
                  "isDaemon",
                  "isVirtual",
                  "ofPlatform",
                  "ofVirtual",
                  "run",
                  "setPriority",
                  "setUncaughtExceptionHandler")),
          Map.entry("java.lang.Thread$Builder", BUILDING_ANY),
          Map.entry("java.lang.Thread$Builder$OfPlatform", BUILDING),
          Map.entry("java.lang.Thread$Builder$OfVirtual", BUILDING_ANY),
          Map.entry("java.lang.Object", Set.of("getClass", "hashCode", "equals", "toString")));

  /** Types of which all methods but those that are modelled read nothing that changes. */
  private static final Set<String> IN_PART =
      Set.of(
          "java.lang.System",
          "java.time.Instant",
          "java.time.Clock",
          "java.util.concurrent.TimeUnit");

  private static final List<Class<?>> SCRIPTS =
      List.of(LockScripts.class, SynchronizerScripts.class, ThreadScripts.class, PoolScripts.class);

  private static final int MODELLED_MIN = 180;
  private static final int REFUSED_MIN = 60;

  /** Types for which a class stands, that has a method for each of theirs. */
  private static Set<Class<?>> types() {
    Set<Class<?>> types = new HashSet<>(ModelTable.types());
    types.removeAll(Boxes.modelled());
    return types;
  }

  private static Optional<JdkMethod> found(Class<?> type, Method method) {
    return JdkMethod.find(
        type,
        method.getName(),
        MethodType.methodType(method.getReturnType(), method.getParameterTypes())
            .toMethodDescriptorString());
  }

  private static boolean isModelled(Class<?> type, JdkMethod method) {
    return ModelTable.known(type, method.name(), method.typeFor(type)).isPresent();
  }

  @Test
  void eachMethodIsModelledHarmlessOrRefused() throws Throwable {
    Map<String, Set<String>> harmless = new TreeMap<>();
    int modelled = 0;
    int refused = 0;
    for (Class<?> type : types()) {
      for (Method method : type.getMethods()) {
        JdkMethod called = found(type, method).orElseThrow();
        if (method.getDeclaringClass() == Object.class && type != Object.class) {
          continue; // As of any object.
        }
        if (isModelled(type, called)) {
          modelled++;
        } else if (Calls.model(type, called).isPresent()) {
          assertRefused(type, called);
          refused++;
        } else {
          harmless.computeIfAbsent(type.getName(), _ -> new TreeSet<>()).add(called.name());
        }
      }
    }
    IN_PART.forEach(harmless::remove);
    assertThat(harmless).containsExactlyInAnyOrderEntriesOf(HARMLESS);
    assertThat(modelled).isGreaterThan(MODELLED_MIN);
    assertThat(refused).isGreaterThan(REFUSED_MIN);
  }

  private static void assertRefused(Class<?> type, JdkMethod method) {
    MethodHandle model = Calls.model(type, method).orElseThrow();
    List<Object> nothing = new ArrayList<>();
    for (Class<?> parameter : model.type().parameterList()) {
      nothing.add(
          parameter.isPrimitive()
              ? java.lang.reflect.Array.get(java.lang.reflect.Array.newInstance(parameter, 1), 0)
              : null);
    }
    nothing.set(nothing.size() - 1, Direct.at(method.name()));
    Finding finding = Direct.finding(() -> model.invokeWithArguments(nothing));
    assertThat(finding.kind()).isEqualTo(ExploreError.Kind.UNSUPPORTED);
    assertThat(finding.headline()).contains(type.getName() + "." + method.name());
  }

  @Test
  void whatNobodyStandsForBehindAnInterfaceIsRefused() {
    List<Class<?>> behind =
        List.of(
            java.util.concurrent.ForkJoinPool.class,
            java.util.concurrent.ThreadPoolExecutor.class,
            java.util.concurrent.ScheduledThreadPoolExecutor.class,
            java.util.concurrent.CompletableFuture.class,
            java.util.concurrent.FutureTask.class,
            java.util.concurrent.locks.StampedLock.class,
            java.util.concurrent.locks.AbstractQueuedSynchronizer.class,
            java.util.concurrent.Phaser.class,
            java.util.concurrent.CyclicBarrier.class,
            java.util.concurrent.Exchanger.class,
            java.util.concurrent.LinkedBlockingDeque.class,
            java.util.concurrent.PriorityBlockingQueue.class,
            java.util.concurrent.SynchronousQueue.class,
            java.util.concurrent.LinkedTransferQueue.class,
            java.util.concurrent.DelayQueue.class,
            java.util.concurrent.ThreadLocalRandom.class,
            java.util.concurrent.SubmissionPublisher.class);
    for (Class<?> type : behind) {
      for (Method method : type.getMethods()) {
        if (method.getDeclaringClass() != Object.class
            && !Modifier.isStatic(method.getModifiers())) {
          JdkMethod called = found(type, method).orElseThrow();
          List<Class<?>> registered = CallHook.registered(type);
          boolean isAsItIs =
              registered.isEmpty()
                  ? JdkPolicy.of(type) != JdkPolicy.REFUSED
                  : Calls.model(registered.getFirst(), called).isEmpty();
          assertThat(isAsItIs).as(type + " " + method).isFalse();
        }
      }
    }
  }

  @Test
  void eachMethodThatIsModelledIsComparedWithTheRealOne() {
    Map<String, Set<JdkMethod>> called = new HashMap<>();
    SCRIPTS.forEach(type -> addCalls(type, called));
    int compared = 0;
    Set<String> left = new TreeSet<>();
    for (Class<?> type : types()) {
      for (Method method : type.getMethods()) {
        JdkMethod one = found(type, method).orElseThrow();
        if (isModelled(type, one)) {
          compared++;
          if (!isCalled(type, one, called)) {
            left.add(type.getName() + "." + one.name() + one.type());
          }
        }
      }
    }
    assertThat(left).isEmpty();
    assertThat(compared).isGreaterThan(MODELLED_MIN);
  }

  private static boolean isCalled(
      Class<?> type, JdkMethod method, Map<String, Set<JdkMethod>> called) {
    return called.getOrDefault(method.name(), Set.of()).stream()
        .anyMatch(one ->
            one.type().parameterList().equals(method.type().parameterList())
                && (one.owner().isAssignableFrom(type) || type.isAssignableFrom(one.owner())));
  }

  private static void addCalls(Class<?> script, Map<String, Set<JdkMethod>> called) {
    for (Class<?> nested : script.getDeclaredClasses()) {
      addCalls(nested, called);
    }
    String file = script.getName().replace('.', '/') + ".class";
    ClassModel model;
    try (InputStream in =
        java.util.Objects.requireNonNull(script.getClassLoader().getResourceAsStream(file))) {
      model = ClassFile.of().parse(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (MethodModel method : model.methods()) {
      method.code().ifPresent(code -> code.forEach(element -> addCall(element, called)));
    }
  }

  private static void addCall(CodeElement element, Map<String, Set<JdkMethod>> called) {
    if (element instanceof InvokeInstruction call) {
      add(
          call.owner().asInternalName(),
          call.name().stringValue(),
          call.type().stringValue(),
          called);
    } else if (element instanceof InvokeDynamicInstruction call) {
      for (ConstantDesc argument : call.bootstrapArgs()) {
        if (argument instanceof DirectMethodHandleDesc target) {
          String owner = target.owner().descriptorString();
          add(
              owner.substring(1, owner.length() - 1),
              target.methodName(),
              target.lookupDescriptor(),
              called);
        }
      }
    }
  }

  private static void add(
      String owner, String name, String type, Map<String, Set<JdkMethod>> called) {
    if (owner.startsWith("java/") && !name.equals("<init>")) {
      JdkMethod.find(Originals.jdkClass(owner), name, type)
          .ifPresent(method -> called.computeIfAbsent(name, _ -> new HashSet<>()).add(method));
    }
  }
}
