package dev.stele.explore;

import static dev.stele.explore.Direct.at;
import static dev.stele.explore.Direct.join;
import static dev.stele.explore.Direct.spawn;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.lang.invoke.VarHandle.AccessMode;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Accesses through VarHandles: what they do is what they did, and their edges are by their mode.
 */
class VarHandlesTest {

  private static final FieldKey DATA = FieldKey.of(Box.class.getName(), "data", false);

  private static final class Box {
    private int data;
    private int flag;
    private static long total;
    private String name = "a";
  }

  private static final VarHandle FLAG;
  private static final VarHandle TOTAL;
  private static final VarHandle NAME;
  private static final VarHandle INTS = MethodHandles.arrayElementVarHandle(int[].class);

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      FLAG = lookup.findVarHandle(Box.class, "flag", int.class);
      TOTAL = lookup.findStaticVarHandle(Box.class, "total", long.class);
      NAME = lookup.findVarHandle(Box.class, "name", String.class);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("test", e);
    }
  }

  private static MethodHandle linked(AccessMode mode, Class<?> result, Class<?>... parameters) {
    MethodType type =
        MethodType.methodType(result, parameters).insertParameterTypes(0, VarHandle.class);
    MethodHandle linked = VarHandles.link(mode, type, at(mode.methodName()));
    assertThat(linked.type()).isEqualTo(type);
    return linked;
  }

  private static void set(AccessMode mode, Box box, int value) throws Throwable {
    linked(mode, void.class, Box.class, int.class).invoke(FLAG, box, value);
  }

  private static int get(AccessMode mode, Box box) throws Throwable {
    return (int) linked(mode, int.class, Box.class).invoke(FLAG, box);
  }

  private static boolean cas(AccessMode mode, Box box, int expected, int value) throws Throwable {
    return (boolean)
        linked(mode, boolean.class, Box.class, int.class, int.class)
            .invoke(FLAG, box, expected, value);
  }

  private static void writeData(Box box) {
    Variables.beforePut(DATA, false, box, at("writeData"));
    box.data = 42;
  }

  private static int readData(Box box) {
    Variables.beforeGet(DATA, false, box, at("readData"));
    return box.data;
  }

  /** A message passed by a flag: complete if the modes order it, else the race that is found. */
  private static Exploration.Result message(Execution.Body publish, Reading read, Box[] current) {
    return Direct.explore(() -> {
      Box box = new Box();
      current[0] = box;
      spawn(
          "T1",
          () -> {
            writeData(box);
            publish.run();
          });
      if (read.value() == 1) {
        assertThat(readData(box)).isEqualTo(42);
      }
    });
  }

  @FunctionalInterface
  private interface Reading {
    int value() throws Throwable;
  }

  private static Exploration.Result message(AccessMode write, AccessMode read) {
    Box[] box = new Box[1];
    return message(() -> set(write, box[0], 1), () -> get(read, box[0]), box);
  }

  private static String missingEdge(Exploration.Result result) {
    List<String> details = Failures.of(result).details();
    return String.join(" ", details.subList(2, details.size()));
  }

  @Test
  void releaseToAcquireOrders() {
    assertThat(message(AccessMode.SET_RELEASE, AccessMode.GET_ACQUIRE).isComplete()).isTrue();
    assertThat(message(AccessMode.SET_VOLATILE, AccessMode.GET_VOLATILE).isComplete()).isTrue();
    assertThat(message(AccessMode.SET_RELEASE, AccessMode.GET_VOLATILE).isComplete()).isTrue();
    assertThat(message(AccessMode.SET_VOLATILE, AccessMode.GET_ACQUIRE).isComplete()).isTrue();
    assertThat(message(AccessMode.SET_VOLATILE, AccessMode.GET_ACQUIRE).executions()).isEqualTo(2);
  }

  @Test
  void anOpaqueWriteReleasesNothing() {
    assertThat(missingEdge(message(AccessMode.SET_OPAQUE, AccessMode.GET_ACQUIRE)))
        .isEqualTo(
            "missing edge: T1 did: setOpaque Box#1.flag at Body.setOpaque(Body.java:7)"
                + "   then main did: getAcquire Box#1.flag at Body.getAcquire(Body.java:7)"
                + "   but the write releases nothing: setRelease or setVolatile would, or a fence of"
                + " that kind");
  }

  @Test
  void anOpaqueReadAcquiresNothing() {
    assertThat(missingEdge(message(AccessMode.SET_VOLATILE, AccessMode.GET_OPAQUE)))
        .contains("the read acquires nothing: getAcquire or getVolatile would");
    assertThat(missingEdge(message(AccessMode.SET_OPAQUE, AccessMode.GET_OPAQUE)))
        .contains("setRelease with getAcquire would");
  }

  @Test
  void aPlainFlagIsARaceItself() {
    assertThat(Failures.of(message(AccessMode.SET, AccessMode.GET_ACQUIRE)).headline())
        .contains("data race on Box#1.flag");
  }

  @Test
  void fencesOrderOpaqueAccesses() {
    Box[] box = new Box[1];
    Execution.Body fenced =
        () -> {
          VarHandleModel.releaseFence(at("fence"));
          set(AccessMode.SET_OPAQUE, box[0], 1);
        };
    Reading acquired =
        () -> {
          int value = get(AccessMode.GET_OPAQUE, box[0]);
          VarHandleModel.acquireFence(at("fence"));
          return value;
        };
    Reading early =
        () -> {
          VarHandleModel.fullFence(at("fence"));
          return get(AccessMode.GET_OPAQUE, box[0]);
        };
    Execution.Body late =
        () -> {
          set(AccessMode.SET_OPAQUE, box[0], 1);
          VarHandleModel.fullFence(at("fence"));
        };
    assertThat(message(fenced, acquired, box).isComplete()).isTrue();
    assertThat(message(fenced, () -> get(AccessMode.GET_ACQUIRE, box[0]), box).isComplete())
        .isTrue();
    assertThat(message(() -> set(AccessMode.SET_RELEASE, box[0], 1), acquired, box).isComplete())
        .isTrue();
    assertThat(message(fenced, early, box).failure()).isPresent();
    assertThat(message(late, acquired, box).failure()).isPresent();
  }

  /** T1 releases, T2 updates in some mode without acquiring, main acquires. */
  private static Exploration.Result sequence(Execution.Body middle, Box[] current) {
    return Direct.explore(() -> {
      Box box = new Box();
      current[0] = box;
      spawn(
          "T1",
          () -> {
            writeData(box);
            set(AccessMode.SET_RELEASE, box, 1);
          });
      spawn("T2", middle);
      if (get(AccessMode.GET_ACQUIRE, box) == 2) {
        assertThat(readData(box)).isEqualTo(42);
      }
    });
  }

  @Test
  void anUpdateInBetweenKeepsWhatWasReleased() {
    Box[] box = new Box[1];
    assertThat(
            sequence(() -> cas(AccessMode.WEAK_COMPARE_AND_SET_PLAIN, box[0], 1, 2), box)
                .isComplete())
        .isTrue();
    assertThat(
            sequence(() -> cas(AccessMode.WEAK_COMPARE_AND_SET_RELEASE, box[0], 1, 2), box)
                .isComplete())
        .isTrue();
    Exploration.Result overwritten =
        sequence(
            () -> {
              if (get(AccessMode.GET_OPAQUE, box[0]) == 1) {
                set(AccessMode.SET_OPAQUE, box[0], 2);
              }
            },
            box);
    assertThat(missingEdge(overwritten))
        .contains("what was written there in between handed nothing of it on");
  }

  @Test
  void aFailedComparisonIsARead() {
    Box[] box = new Box[1];
    Execution.Body unpublished =
        () -> {
          cas(AccessMode.COMPARE_AND_SET, box[0], 5, 6);
          set(AccessMode.SET_OPAQUE, box[0], 1);
        };
    assertThat(missingEdge(message(unpublished, () -> get(AccessMode.GET_VOLATILE, box[0]), box)))
        .contains("T1 did: setOpaque")
        .contains("the write releases nothing");
    Reading failing = () -> cas(AccessMode.COMPARE_AND_SET, box[0], 0, 0) ? 0 : 1;
    assertThat(message(() -> set(AccessMode.SET_RELEASE, box[0], 1), failing, box).isComplete())
        .isTrue();
    Reading weak = () -> cas(AccessMode.WEAK_COMPARE_AND_SET_RELEASE, box[0], 0, 0) ? 0 : 1;
    assertThat(message(() -> set(AccessMode.SET_RELEASE, box[0], 1), weak, box).failure())
        .isPresent();
  }

  @Test
  void exchangesAreToldByTheirWitness() throws Throwable {
    Exploration.Result result =
        Direct.explore(() -> {
          Box box = new Box();
          MethodHandle exchange =
              linked(AccessMode.COMPARE_AND_EXCHANGE, int.class, Box.class, int.class, int.class);
          assertThat((int) exchange.invoke(FLAG, box, 0, 1)).isEqualTo(0);
          assertThat((int) exchange.invoke(FLAG, box, 0, 2)).isEqualTo(1);
          Cell cell =
              Execution.current()
                  .memory()
                  .field(box, FieldKey.of(Box.class.getName(), "flag", false));
          assertThat(cell.word()).isEqualTo(1);
          MethodHandle dropped =
              linked(AccessMode.COMPARE_AND_EXCHANGE, void.class, Box.class, int.class, int.class);
          dropped.invoke(FLAG, box, 1, 5);
          assertThat(cell.word()).isEqualTo(2);
          dropped.invoke(FLAG, box, 1, 5);
          assertThat(cell.word()).isEqualTo(2);
          MethodHandle named =
              linked(
                  AccessMode.COMPARE_AND_EXCHANGE_ACQUIRE,
                  String.class,
                  Box.class,
                  String.class,
                  String.class);
          assertThat((String) named.invoke(NAME, box, "a", "b")).isEqualTo("a");
          assertThat(box.name).isEqualTo("b");
          MethodHandle widened =
              linked(AccessMode.COMPARE_AND_EXCHANGE, long.class, int.class, int.class);
          Box.total = 7;
          assertThat((long) widened.invoke(TOTAL, 7, 8)).isEqualTo(7);
          assertThat(
                  Execution.current()
                      .memory()
                      .field(null, FieldKey.of(Box.class.getName(), "total", true))
                      .word())
              .isEqualTo(1);
        });
    assertThat(result.failure()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(AccessMode.class)
  void everyModeDoesToAFieldAndAnElementWhatItDidBefore(AccessMode mode) {
    Exploration.Result result =
        Direct.explore(() -> {
          Box box = new Box();
          Box twin = new Box();
          int[] array = {0};
          int[] arrayTwin = {0};
          MethodType own = FLAG.accessModeType(mode);
          Object[] values = new Object[own.parameterCount() - 1];
          for (int i = 0; i < values.length; i++) {
            values[i] = i == values.length - 1 ? 3 : 0;
          }
          assertThat(called(FLAG, mode, true, values, box))
              .isEqualTo(called(FLAG, mode, false, values, twin));
          assertThat(called(INTS, mode, true, values, array, 0))
              .isEqualTo(called(INTS, mode, false, values, arrayTwin, 0));
          assertThat(box.flag).isEqualTo(twin.flag);
          assertThat(array).isEqualTo(arrayTwin);
        });
    assertThat(result.failure()).isEmpty();
  }

  private static Object called(
      VarHandle handle, AccessMode mode, boolean isLinked, Object[] values, Object... coordinates)
      throws Throwable {
    MethodType type = handle.accessModeType(mode);
    Object[] all = new Object[1 + coordinates.length + values.length];
    all[0] = handle;
    System.arraycopy(coordinates, 0, all, 1, coordinates.length);
    System.arraycopy(values, 0, all, 1 + coordinates.length, values.length);
    MethodHandle called =
        isLinked
            ? VarHandles.link(mode, type.insertParameterTypes(0, VarHandle.class), at("call"))
            : MethodHandles.varHandleInvoker(mode, type);
    return called.invokeWithArguments(all);
  }

  @Test
  void handlesAndFieldsMeetAtOneVariable() {
    FieldKey flag = FieldKey.of(Box.class.getName(), "flag", false);
    Finding found =
        Direct.finding(() -> {
          Box box = new Box();
          spawn("T1", () -> set(AccessMode.SET_RELEASE, box, 1));
          Variables.beforeGet(flag, false, box, at("plain"));
        });
    assertThat(found.headline()).contains("data race on Box#1.flag");
  }

  @Test
  void elementsMeetToo() throws Throwable {
    MethodHandle add = linked(AccessMode.GET_AND_ADD, int.class, int[].class, int.class, int.class);
    Exploration.Result counted =
        Direct.explore(() -> {
          int[] array = new int[3];
          Task one = spawn("T1", () -> add.invoke(INTS, array, 1, 1));
          Task other = spawn("T2", () -> add.invoke(INTS, array, 1, 1));
          join(one);
          join(other);
          Variables.beforeElement(array, 1, false, at("read"));
          assertThat(array[1]).isEqualTo(2);
        });
    assertThat(counted.isComplete()).isTrue();
    assertThat(counted.executions()).isEqualTo(2);
    assertThat(
            Direct.finding(
                    () -> {
                      int[] array = new int[3];
                      spawn("T1", () -> add.invoke(INTS, array, 1, 1));
                      Variables.beforeElement(array, 1, true, at("write"));
                    })
                .headline())
        .contains("int[]#1[1]");
  }

  @Test
  void whatTheCallThrowsItStillThrows() throws Throwable {
    MethodHandle get = linked(AccessMode.GET_VOLATILE, int.class, Box.class);
    MethodHandle element = linked(AccessMode.GET_VOLATILE, int.class, int[].class, int.class);
    Exploration.Result result =
        Direct.explore(() -> {
          int[] array = new int[1];
          org.junit.jupiter.api.Assertions.assertThrows(
              NullPointerException.class, () -> get.invoke(FLAG, (Box) null));
          org.junit.jupiter.api.Assertions.assertThrows(
              ArrayIndexOutOfBoundsException.class, () -> element.invoke(INTS, array, 1));
          org.junit.jupiter.api.Assertions.assertThrows(
              NullPointerException.class, () -> get.invoke((VarHandle) null, new Box()));
        });
    assertThat(result.failure()).isEmpty();
  }

  @Test
  void atomicAccessesToViewsOfBytesAreRefused() throws Throwable {
    VarHandle view = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    MethodHandle get = linked(AccessMode.GET_VOLATILE, long.class, byte[].class, int.class);
    Finding found = Direct.finding(() -> get.invoke(view, new byte[8], 0));
    assertThat(found.kind()).isEqualTo(ExploreError.Kind.UNSUPPORTED);
    assertThat(found.headline()).contains("a VarHandle that is not of a field");
    VarHandle bound = MethodHandles.insertCoordinates(INTS, 1, 0);
    MethodHandle first = linked(AccessMode.GET_VOLATILE, int.class, int[].class);
    assertThat(Direct.finding(() -> first.invoke(bound, new int[1])).kind())
        .isEqualTo(ExploreError.Kind.UNSUPPORTED);
  }

  @Test
  void aSpinLockOfComparisonsIsExploredToItsEnd() {
    Exploration.Result result =
        Direct.explore(() -> {
          Box box = new Box();
          Execution.Body body =
              () -> {
                while (!cas(AccessMode.WEAK_COMPARE_AND_SET_ACQUIRE, box, 0, 1)) {
                  Thread.onSpinWait();
                }
                int data = readData(box);
                Variables.beforePut(DATA, false, box, at("add"));
                box.data = data + 1;
                set(AccessMode.SET_RELEASE, box, 0);
              };
          Task one = spawn("T1", body);
          Task other = spawn("T2", body);
          join(one);
          join(other);
          assertThat(readData(box)).isEqualTo(2);
        });
    assertThat(result.isComplete()).isTrue();
  }
}
