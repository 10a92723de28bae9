package dev.stele.explore;

import static dev.stele.explore.Direct.at;
import static dev.stele.explore.Direct.join;
import static dev.stele.explore.Direct.spawn;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Fields, static fields and arrays, as woven code asks for them. */
class VariablesTest {

  private static final FieldKey VALUE = FieldKey.of("some.Box", "value", false);
  private static final FieldKey FLAG = FieldKey.of("some.Box", "flag", false);
  private static final FieldKey SHARED = FieldKey.of("some.Box", "shared", true);

  private static final class Box {
    private int value;
    private boolean flag;
  }

  private static void write(Box box, int value) {
    Variables.beforePut(VALUE, false, box, at("write"));
    box.value = value;
  }

  private static int read(Box box) {
    Variables.beforeGet(VALUE, false, box, at("read"));
    return box.value;
  }

  private static void raise(Box box) {
    Variables.beforePut(FLAG, true, box, at("raise"));
    box.flag = true;
  }

  private static boolean isRaised(Box box) {
    Variables.beforeGet(FLAG, true, box, at("isRaised"));
    return box.flag;
  }

  @Test
  void twoPlainWritesOfTwoTasksAreARace() {
    Finding found =
        Direct.finding(() -> {
          Box box = new Box();
          spawn("T1", () -> write(box, 1));
          write(box, 2);
        });
    assertThat(found.kind()).isEqualTo(ExploreError.Kind.DATA_RACE);
    assertThat(found.headline()).isEqualTo("data race on Box#1.value: nothing orders main and T1");
    assertThat(found.details())
        .containsExactly(
            "main: write Box#1.value at Body.write(Body.java:7)",
            "T1: write Box#1.value at Body.write(Body.java:7)",
            "missing edge: main let nobody know of its access before its end",
            "  one lock around both accesses, or a volatile write of main behind its own, which T1"
                + " reads before its own, would make it");
    assertThat(found.marks())
        .extracting(Finding.Mark::text)
        .containsExactly("write Box#1.value !", "write Box#1.value !");
  }

  @Test
  void aPlainReadRacesWithAWriteWhicheverComesFirst() {
    assertThat(
            Direct.finding(
                    () -> {
                      Box box = new Box();
                      spawn("T1", () -> read(box));
                      write(box, 2);
                    })
                .kind())
        .isEqualTo(ExploreError.Kind.DATA_RACE);
    assertThat(
            Direct.finding(
                    () -> {
                      Box box = new Box();
                      spawn("T1", () -> write(box, 2));
                      read(box);
                    })
                .kind())
        .isEqualTo(ExploreError.Kind.DATA_RACE);
  }

  @Test
  void plainReadsAreNoRaceAmongThemselves() {
    Exploration.Result result =
        Direct.explore(() -> {
          Box box = new Box();
          write(box, 1);
          Task one = spawn("T1", () -> read(box));
          Task other = spawn("T2", () -> read(box));
          read(box);
          join(one);
          join(other);
          write(box, 2);
        });
    assertThat(result.isComplete()).isTrue();
  }

  @Test
  void aWriteRacesWithAReadThatIsNotTheLast() {
    assertThat(
            Direct.finding(
                    () -> {
                      Box box = new Box();
                      Task one = spawn("T1", () -> read(box));
                      Task other = spawn("T2", () -> read(box));
                      join(other);
                      write(box, 2);
                      join(one);
                    })
                .headline())
        .contains("Box#1.value");
  }

  @Test
  void startAndJoinOrderAccesses() {
    Exploration.Result result =
        Direct.explore(() -> {
          Box box = new Box();
          write(box, 1);
          join(spawn("T1", () -> write(box, read(box) + 1)));
          assertThat(read(box)).isEqualTo(2);
        });
    assertThat(result.isComplete()).isTrue();
    assertThat(result.executions()).isEqualTo(1);
  }

  @Test
  void aVolatileFlagOrdersWhatItGuards() {
    Exploration.Result result =
        Direct.explore(() -> {
          Box box = new Box();
          spawn(
              "T1",
              () -> {
                write(box, 42);
                raise(box);
              });
          if (isRaised(box)) {
            assertThat(read(box)).isEqualTo(42);
          }
        });
    assertThat(result.isComplete()).isTrue();
    assertThat(result.executions()).isEqualTo(2);
    assertThat(result.conflicts()).contains("Box.flag");
  }

  @Test
  void aFlagThatIsReadTooLateIsNamedAsTheMissingEdge() {
    Finding found =
        Direct.finding(() -> {
          Box box = new Box();
          spawn(
              "T1",
              () -> {
                raise(box);
                write(box, 42);
              });
          if (isRaised(box)) {
            read(box);
          }
        });
    assertThat(found.details())
        .contains("missing edge: T1 let nobody know of its access before its end");
  }

  @Test
  void aReaderThatSpinsWaitsForTheWriteAndThenKnowsIt() {
    Exploration.Result result =
        Direct.explore(() -> {
          Box box = new Box();
          spawn(
              "T1",
              () -> {
                write(box, 42);
                raise(box);
              });
          while (!isRaised(box)) {
            Thread.onSpinWait();
          }
          assertThat(read(box)).isEqualTo(42);
        });
    assertThat(result.isComplete()).isTrue();
  }

  @Test
  void aReaderThatSpinsOnWhatNobodyWritesIsALivelock() {
    Finding found =
        Direct.finding(() -> {
          Box box = new Box();
          while (!isRaised(box)) {
            Thread.onSpinWait();
          }
        });
    assertThat(found.kind()).isEqualTo(ExploreError.Kind.LIVELOCK);
  }

  @Test
  void volatileWritesKnowEachOtherForWhoeverReadsTheLast() {
    Exploration.Result result =
        Direct.explore(() -> {
          Box box = new Box();
          Box order = new Box();
          Task one =
              spawn(
                  "T1",
                  () -> {
                    write(box, 42);
                    raise(box);
                    raise(order);
                  });
          Task other =
              spawn(
                  "T2",
                  () -> {
                    if (isRaisedUnseen(order)) {
                      raise(box);
                    }
                  });
          join(other);
          if (isRaised(box) && isRaisedUnseen(order)) {
            read(box);
          }
          join(one);
        });
    assertThat(result.failure()).isEmpty();
  }

  private static boolean isRaisedUnseen(Box order) {
    return order.flag; // Without a hook, so without an edge.
  }

  @Test
  void elementsAreVariablesEachOfItsOwn() {
    Exploration.Result result =
        Direct.explore(() -> {
          int[] array = new int[100];
          Task one = spawn("T1", () -> Variables.beforeElement(array, 70, true, at("one")));
          Variables.beforeElement(array, 71, true, at("other"));
          join(one);
          Variables.beforeElement(array, 70, false, at("third"));
        });
    assertThat(result.isComplete()).isTrue();
    Finding found =
        Direct.finding(() -> {
          int[] array = new int[100];
          spawn("T1", () -> Variables.beforeElement(array, 70, true, at("one")));
          Variables.beforeElement(array, 70, false, at("other"));
        });
    assertThat(found.headline()).contains("data race on int[]#1[70]");
  }

  @Test
  void aCopiedArrayIsReadAndTheTargetWritten() {
    Finding found =
        Direct.finding(() -> {
          int[] source = new int[4];
          int[] target = new int[4];
          spawn("T1", () -> Variables.arraycopy(source, 0, target, 1, 2, at("copy")));
          Variables.beforeElement(target, 2, false, at("read"));
        });
    assertThat(found.details()).anyMatch(line -> line.contains("T1: arraycopy to int[]#1[2]"));
    assertThat(
            Direct.explore(
                    () -> {
                      int[] source = new int[4];
                      int[] target = new int[4];
                      spawn("T1", () -> Variables.arraycopy(source, 0, target, 1, 2, at("copy")));
                      Variables.beforeElement(target, 3, true, at("write"));
                      Variables.beforeElement(source, 1, false, at("read"));
                    })
                .isComplete())
        .isTrue();
  }

  @Test
  void whatAClassInitialiserWritesIsKnownToAll() {
    Site initialiser = new Site("some.Box", "<clinit>", 3);
    Exploration.Result result =
        Direct.explore(() -> {
          spawn("T1", () -> Variables.beforePut(SHARED, false, null, initialiser));
          Variables.beforeGet(SHARED, false, null, at("read"));
        });
    assertThat(result.isComplete()).isTrue();
    assertThat(
            Direct.finding(
                    () -> {
                      spawn("T1", () -> Variables.beforePut(SHARED, false, null, at("write")));
                      Variables.beforeGet(SHARED, false, null, at("read"));
                    })
                .headline())
        .contains("data race on Box.shared");
  }
}
