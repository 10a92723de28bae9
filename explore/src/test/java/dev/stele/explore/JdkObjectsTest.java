package dev.stele.explore;

import static dev.stele.explore.Direct.at;
import static dev.stele.explore.Direct.join;
import static dev.stele.explore.Direct.spawn;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Collections and the like that are not made for several tasks. */
@SuppressWarnings("UnnecessaryStringBuilder") // It is what is tested.
class JdkObjectsTest {

  private static void before(Object receiver, String method) {
    JdkObjects.before(receiver, receiver.getClass().getName(), method, at(method));
  }

  private static <T> T viewed(Object shown, String method, T view) {
    assertThat(JdkObjects.isViewing(method, Object.class)).isTrue();
    JdkObjects.returned(shown, method, view);
    return view;
  }

  private static Exploration.Result adding(Execution.Body other, Object shared) {
    return Direct.explore(() -> {
      Task one = spawn("T1", () -> before(shared, "add"));
      other.run();
      join(one);
    });
  }

  private static void assertRace(Exploration.Result result, String on) {
    Finding found = Failures.of(result);
    assertThat(found.kind()).isEqualTo(ExploreError.Kind.DATA_RACE);
    assertThat(found.headline()).contains("data race on " + on);
  }

  @Test
  void twoReadsAreNoRaceAndAWriteIs() {
    List<Integer> list = new ArrayList<>();
    assertRace(adding(() -> before(list, "size"), list), "ArrayList#1");
    assertThat(
            Direct.explore(
                    () -> {
                      Task one = spawn("T1", () -> before(list, "get"));
                      before(list, "contains");
                      join(one);
                      before(list, "add");
                    })
                .isComplete())
        .isTrue();
  }

  @Test
  void theReportSaysWhatWasCalled() {
    List<Integer> list = new ArrayList<>();
    Finding found = Failures.of(adding(() -> before(list, "size"), list));
    assertThat(found.details())
        .contains(
            "main: size ArrayList#1 at Body.size(Body.java:7)",
            "T1: add ArrayList#1 at Body.add(Body.java:7)");
  }

  @Test
  void anIteratorReadsItsCollection() {
    assertThat(
            Direct.explore(
                    () -> {
                      List<Integer> list = new ArrayList<>();
                      before(list, "iterator");
                      Iterator<Integer> iterator = viewed(list, "iterator", list.iterator());
                      spawn("T1", () -> before(list, "add"));
                      before(iterator, "next");
                    })
                .failure())
        .isPresent();
  }

  @Test
  void anIteratorIsWrittenAsItMoves() {
    assertRace(
        Direct.explore(() -> {
          List<Integer> list = new ArrayList<>();
          Iterator<Integer> iterator = viewed(list, "iterator", list.iterator());
          spawn("T1", () -> before(iterator, "next"));
          before(iterator, "next");
        }),
        "Itr#1");
  }

  @Test
  void viewsOfViewsShowTheCollection() {
    Map<String, Integer> map = new HashMap<>(Map.of("a", 1));
    Execution.Body entryIsSet =
        () -> {
          var entries = viewed(map, "entrySet", map.entrySet());
          var iterator = viewed(entries, "iterator", entries.iterator());
          var entry = viewed(iterator, "next", iterator.next());
          before(entry, "setValue");
        };
    assertRace(
        Direct.explore(() -> {
          spawn("T1", () -> before(map, "get"));
          entryIsSet.run();
        }),
        "HashMap#1");
    assertRace(
        Direct.explore(() -> {
          List<Integer> list = new ArrayList<>(List.of(1, 2, 3));
          spawn("T1", () -> before(list, "set"));
          var part = viewed(list, "subList", list.subList(0, 2));
          var reversed = viewed(part, "reversed", part.reversed());
          before(viewed(reversed, "stream", reversed.stream()), "toList");
        }),
        "ArrayList#1");
    assertRace(
        Direct.explore(() -> {
          List<Integer> list = new ArrayList<>(List.of(1, 2, 3));
          var shown = viewed(list, "unmodifiableList", Collections.unmodifiableList(list));
          spawn("T1", () -> before(list, "set"));
          before(shown, "get");
        }),
        "ArrayList#1");
  }

  @Test
  void anElementOfACollectionIsNoView() {
    List<List<Integer>> lists = new ArrayList<>(List.of(new ArrayList<>()));
    Exploration.Result result =
        Direct.explore(() -> {
          List<Integer> element = lists.getFirst();
          JdkObjects.returned(lists, "getFirst", element);
          Task one = spawn("T1", () -> before(element, "add"));
          before(lists, "get");
          join(one);
        });
    assertThat(result.isComplete()).isTrue();
  }

  @Test
  void aListOfAnArrayIsTheArray() {
    assertRace(
        Direct.explore(() -> {
          Integer[] array = {1, 2, 3};
          var list = viewed(array, "asList", java.util.Arrays.asList(array));
          spawn("T1", () -> Variables.beforeElement(array, 2, true, at("store")));
          before(list, "get");
        }),
        "Integer[]#1[2]");
  }

  @Test
  void immutableCollectionsAreNoVariables() {
    List<Integer> list = List.of(1, 2, 3);
    assertThat(adding(() -> before(list, "size"), list).isComplete()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"append", "insert", "setLength", "reverse"})
  void whatChangesATextIsAWrite(String method) {
    StringBuilder text = new StringBuilder();
    assertRace(
        Direct.explore(() -> {
          spawn("T1", () -> before(text, method));
          before(text, "length");
        }),
        "StringBuilder#1");
  }

  @Test
  void aMethodThatIsNotKnownIsAWrite() {
    Map<String, Integer> weak = new java.util.WeakHashMap<>();
    assertRace(
        Direct.explore(() -> {
          spawn("T1", () -> before(weak, "get"));
          before(weak, "get");
        }),
        "WeakHashMap#1");
    java.util.zip.CRC32 sum = new java.util.zip.CRC32();
    assertRace(
        Direct.explore(() -> {
          spawn("T1", () -> before(sum, "getValue"));
          before(sum, "update");
        }),
        "CRC32#1");
  }
}
