package dev.stele.explore;

import static dev.stele.explore.Direct.at;
import static dev.stele.explore.Direct.join;
import static dev.stele.explore.Direct.spawn;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.Vector;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Collections that are made for several tasks: each call is one step, or has a monitor. */
@SuppressWarnings("JdkObsolete") // Those that are obsolete are used.
class BoxesTest {

  private static final FieldKey DATA = FieldKey.of("some.Box", "data", false);

  private static Object call(Object receiver, String name, MethodType type, Object... arguments)
      throws Throwable {
    MethodHandle handle =
        ModelTable.find(
                receiver.getClass(), name, type.insertParameterTypes(0, receiver.getClass()))
            .orElseThrow(() -> new AssertionError(receiver.getClass() + "." + name));
    List<Object> all = new ArrayList<>();
    all.add(receiver);
    all.addAll(List.of(arguments));
    all.add(at(name));
    return handle.invokeWithArguments(all);
  }

  private static MethodType type(Class<?> result, Class<?>... parameters) {
    return MethodType.methodType(result, parameters);
  }

  private static Object put(Map<?, ?> map, Object key, Object value) throws Throwable {
    return call(map, "put", type(Object.class, Object.class, Object.class), key, value);
  }

  private static Object get(Map<?, ?> map, Object key) throws Throwable {
    return call(map, "get", type(Object.class, Object.class), key);
  }

  private static boolean add(Collection<?> collection, Object element) throws Throwable {
    return (boolean) call(collection, "add", type(boolean.class, Object.class), element);
  }

  @Test
  void whatIsPutLastIsTheLastStep() {
    Exploration.Result result =
        Direct.explore(() -> {
          Map<String, Integer> map = new ConcurrentHashMap<>();
          Task one = spawn("T1", () -> put(map, "a", 1));
          Task other = spawn("T2", () -> put(map, "a", 2));
          join(one);
          join(other);
          assertThat(map).containsKey("a");
        });
    assertThat(result.isComplete()).isTrue();
    assertThat(result.executions()).isEqualTo(2);
    assertThat(result.conflicts()).contains("ConcurrentHashMap");
  }

  @Test
  void aGetThenPutLosesAnUpdate() {
    Finding found =
        Direct.finding(() -> {
          Map<String, Integer> map = new ConcurrentHashMap<>(Map.of("a", 0));
          Execution.Body body = () -> put(map, "a", (Integer) get(map, "a") + 1);
          Task one = spawn("T1", body);
          body.run();
          join(one);
          assertThat(map.get("a")).isEqualTo(2);
        });
    assertThat(found.kind()).isEqualTo(ExploreError.Kind.ASSERTION);
  }

  @Test
  void whoeverFindsAnElementKnowsWhatWasDoneBeforeItWasAdded() {
    Exploration.Result result =
        Direct.explore(() -> {
          Object box = new Object();
          ConcurrentLinkedQueue<Object> queue = new ConcurrentLinkedQueue<>();
          spawn(
              "T1",
              () -> {
                Variables.beforePut(DATA, false, box, at("write"));
                add(queue, box);
              });
          if (call(queue, "poll", type(Object.class)) != null) {
            Variables.beforeGet(DATA, false, box, at("read"));
          }
        });
    assertThat(result.isComplete()).isTrue();
    assertThat(result.executions()).isEqualTo(2);
  }

  @Test
  void aLoopThatPollsWaitsForAnElement() {
    Exploration.Result result =
        Direct.explore(() -> {
          ConcurrentLinkedQueue<Object> queue = new ConcurrentLinkedQueue<>();
          spawn("T1", () -> add(queue, "one"));
          while (call(queue, "poll", type(Object.class)) == null) {
            Thread.onSpinWait();
          }
        });
    assertThat(result.isComplete()).isTrue();
    assertThat(
            Direct.finding(
                    () -> {
                      ConcurrentLinkedQueue<Object> queue = new ConcurrentLinkedQueue<>();
                      while (call(queue, "poll", type(Object.class)) == null) {
                        Thread.onSpinWait();
                      }
                    })
                .kind())
        .isEqualTo(ExploreError.Kind.LIVELOCK);
  }

  @Test
  void aFunctionThatComesToAChoicePointIsRefused() throws Throwable {
    MethodHandle increment =
        Atomics.find(
                AtomicInteger.class,
                "incrementAndGet",
                MethodType.methodType(int.class, AtomicInteger.class))
            .orElseThrow();
    Finding found =
        Direct.finding(() -> {
          Map<String, Integer> map = new ConcurrentHashMap<>();
          AtomicInteger counter = new AtomicInteger();
          Function<Object, Object> function =
              _ -> {
                try {
                  return (int) increment.invoke(counter, at("function"));
                } catch (Error e) {
                  throw e;
                } catch (Throwable e) {
                  throw new AssertionError(e);
                }
              };
          call(
              map,
              "computeIfAbsent",
              type(Object.class, Object.class, Function.class),
              "a",
              function);
        });
    assertThat(found.kind()).isEqualTo(ExploreError.Kind.UNSUPPORTED);
    assertThat(found.headline())
        .isEqualTo(
            "a function given to ConcurrentHashMap.computeIfAbsent comes to a choice point:"
                + " incrementAndGet AtomicInteger#1 at Body.function(Body.java:7)");
  }

  @Test
  void viewsOfAConcurrentMapAreTheMap() {
    Exploration.Result result =
        Direct.explore(() -> {
          Map<String, Integer> map = new ConcurrentHashMap<>(Map.of("a", 1));
          Set<?> entries = (Set<?>) call(map, "entrySet", type(Set.class));
          Iterator<?> iterator = (Iterator<?>) call(entries, "iterator", type(Iterator.class));
          Task one = spawn("T1", () -> put(map, "b", 2));
          while ((boolean) call(iterator, "hasNext", type(boolean.class))) {
            call(iterator, "next", type(Object.class));
          }
          join(one);
          assertThat(Execution.current().memory().shownBy(iterator)).isSameAs(map);
        });
    assertThat(result.isComplete()).isTrue();
    assertThat(result.conflicts()).contains("ConcurrentHashMap");
  }

  @Test
  void aCopyOnWriteIteratorShowsWhatWasThere() {
    Exploration.Result result =
        Direct.explore(() -> {
          List<String> list = new CopyOnWriteArrayList<>(List.of("a"));
          Iterator<?> iterator = (Iterator<?>) call(list, "iterator", type(Iterator.class));
          Task one = spawn("T1", () -> add(list, "b"));
          assertThat(call(iterator, "next", type(Object.class))).isEqualTo("a");
          assertThat((boolean) call(iterator, "hasNext", type(boolean.class))).isFalse();
          join(one);
        });
    assertThat(result.isComplete()).isTrue();
    assertThat(result.executions()).isEqualTo(1);
  }

  @Test
  void anAdderCountsAndOrdersNothing() {
    Exploration.Result result =
        Direct.explore(() -> {
          LongAdder adder = new LongAdder();
          Task one = spawn("T1", () -> call(adder, "increment", type(void.class)));
          call(adder, "increment", type(void.class));
          join(one);
          assertThat((long) call(adder, "sum", type(long.class))).isEqualTo(2);
        });
    assertThat(result.isComplete()).isTrue();
    assertThat(
            Direct.finding(
                    () -> {
                      Object box = new Object();
                      LongAdder adder = new LongAdder();
                      spawn(
                          "T1",
                          () -> {
                            Variables.beforePut(DATA, false, box, at("write"));
                            call(adder, "increment", type(void.class));
                          });
                      if ((long) call(adder, "sum", type(long.class)) == 1) {
                        Variables.beforeGet(DATA, false, box, at("read"));
                      }
                    })
                .kind())
        .isEqualTo(ExploreError.Kind.DATA_RACE);
  }

  @Test
  void synchronizedCollectionsHaveTheirMonitor() {
    for (Collection<Integer> made :
        List.of(new Vector<Integer>(), Collections.synchronizedList(new ArrayList<Integer>()))) {
      Exploration.Result result =
          Direct.explore(() -> {
            made.clear();
            Task one = spawn("T1", () -> add(made, 1));
            add(made, 2);
            join(one);
            assertThat((int) call(made, "size", type(int.class))).isEqualTo(2);
          });
      assertThat(result.failure()).isEmpty();
      assertThat(result.executions()).isEqualTo(2);
    }
  }

  @Test
  void anIteratorOfASynchronizedListDoesWithoutItsMonitor() {
    Finding found =
        Direct.finding(() -> {
          List<Integer> backing = new ArrayList<>();
          List<Integer> list = Collections.synchronizedList(backing);
          JdkObjects.returned(backing, "synchronizedList", list);
          spawn("T1", () -> add(list, 1));
          call(list, "iterator", type(Iterator.class));
        });
    assertThat(found.headline()).contains("data race on ArrayList#1");
    Exploration.Result guarded =
        Direct.explore(() -> {
          List<Integer> backing = new ArrayList<>();
          List<Integer> list = Collections.synchronizedList(backing);
          JdkObjects.returned(backing, "synchronizedList", list);
          Task one = spawn("T1", () -> add(list, 1));
          MonitorModel.enter(list, at("enter"));
          Object iterator = call(list, "iterator", type(Iterator.class));
          JdkObjects.before(iterator, "java.util.Iterator", "hasNext", at("hasNext"));
          MonitorModel.exit(list, at("exit"));
          join(one);
        });
    assertThat(guarded.isComplete()).isTrue();
  }

  @Test
  void aViewOfASynchronizedMapHasTheMonitorOfTheMap() {
    Exploration.Result result =
        Direct.explore(() -> {
          Map<String, Integer> backing = new java.util.HashMap<>();
          Map<String, Integer> map = Collections.synchronizedMap(backing);
          JdkObjects.returned(backing, "synchronizedMap", map);
          Set<?> keys = (Set<?>) call(map, "keySet", type(Set.class));
          Task one = spawn("T1", () -> put(map, "a", 1));
          call(keys, "contains", type(boolean.class, Object.class), "a");
          join(one);
          assertThat(Execution.current().memory().mutexOf(keys)).isSameAs(map);
        });
    assertThat(result.failure()).isEmpty();
    assertThat(result.executions()).isEqualTo(2);
  }
}
