package dev.stele.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a checker that is bound decides, of one item and of many. */
class BoundTest {

  private record Doc(int number, String owner) {}

  private static final Domain<String, String, Doc, String> DOCS = Domain.named("documents");
  private static final FactType<Integer, String> READER = FactType.named("reader");

  private final List<List<Integer>> loads = new ArrayList<>();

  private Session session(Map<Integer, String> readers) {
    FactSource<Integer, String> source =
        FactSource.of(keys -> {
          loads.add(List.copyOf(keys));
          Map<Integer, String> found = new HashMap<>(readers);
          found.keySet().retainAll(keys);
          return found;
        });
    return Facts.builder().with(READER, source).build().session();
  }

  private static Checker<String, String, Doc, String> checker() {
    return DOCS.checker("documents")
        .add(DOCS.policy("owner").when(q -> q.resource().owner().equals(q.subject())).allow())
        .add(
            DOCS.policy("reader")
                .fact(READER, q -> q.resource().number(), (q, who) -> who.equals(q.subject()))
                .allow())
        .add(DOCS.policy("sealed").resource(doc -> doc.number() == 13).forbid())
        .build();
  }

  @Test
  void manyItemsMakeOneLoadOfThoseThatNothingElseDecides() {
    List<Doc> docs =
        IntStream.range(0, 20).mapToObj(i -> new Doc(i, i % 2 == 0 ? "alice" : "bob")).toList();
    Map<Integer, String> readers = Map.of(1, "alice", 3, "carol", 13, "alice");
    Bound<String, String, Doc, String> alice =
        checker().bind(session(readers), "alice", "read", "");
    assertThat(alice.filter(docs))
        .extracting(Doc::number)
        .containsExactly(0, 1, 2, 4, 6, 8, 10, 12, 14, 16, 18);
    assertThat(loads).containsExactly(List.of(1, 3, 5, 7, 9, 11, 15, 17, 19));
  }

  @Test
  void aTraceTellsWhatEachPolicySaidAndWhichFactsItWasTold() {
    Bound<String, String, Doc, String> carol =
        checker().bind(session(Map.of(3, "carol")), "carol", "read", "").traced();
    Decision decision = carol.check(new Doc(3, "bob"));
    assertThat(decision.isGranted()).isTrue();
    assertThat(decision.trace().orElseThrow().format()).contains("reader(3) FOUND");
  }
}
