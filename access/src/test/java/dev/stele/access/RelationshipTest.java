package dev.stele.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Ties, directly and through groups and folders: certain, or open, never a guess. */
class RelationshipTest {

  private static final Domain<String, String, String, String> DOCS = Domain.named("documents");
  private static final FactType<String, Set<String>> READERS = FactType.named("readers");
  private static final FactType<String, Set<String>> MEMBER_OF = FactType.named("member of");
  private static final FactType<String, Set<String>> INSIDE = FactType.named("inside");

  private final List<String> loads = new ArrayList<>();
  private final Map<String, Set<String>> readers = new HashMap<>();
  private final Map<String, Set<String>> groups = new HashMap<>();
  private final Map<String, Set<String>> folders = new HashMap<>();
  private final Set<String> broken = new HashSet<>();

  private FactSource<String, Set<String>> source(String name, Map<String, Set<String>> known) {
    return new FactSource<>() {
      @Override
      public void load(FactBatch<String, Set<String>> batch) {
        loads.add(name + batch.keys());
        for (String key : batch.keys()) {
          Set<String> there = known.get(key);
          if (broken.contains(key)) {
            batch.failed(key, new IllegalStateException("backend is down"));
          } else if (there == null) {
            batch.missing(key);
          } else {
            batch.found(key, there);
          }
        }
      }

      @Override
      public boolean isPrompt() {
        return true;
      }
    };
  }

  private Bound<String, String, String, String> alice(
      List<Policy<String, String, String, String>> policies) {
    Facts facts =
        Facts.builder()
            .with(READERS, source("readers", readers))
            .with(MEMBER_OF, source("member of", groups))
            .with(INSIDE, source("inside", folders))
            .build();
    Checker.Builder<String, String, String, String> builder = DOCS.checker("documents");
    policies.forEach(builder::add);
    return builder.build().bind(facts.session(), "alice", "read", "");
  }

  private static Relationship<String, String, String, String, String, String> reader() {
    return DOCS.<String, String>relationship("reader", who -> who, what -> what).heldBy(READERS);
  }

  private Decision reads(
      Relationship<String, String, String, String, String, String> relationship, String doc) {
    loads.clear();
    return alice(List.of(relationship.allow())).traced().check(doc);
  }

  @Test
  void aDirectTieGrantsAndItsAbsenceDoesNot() {
    readers.put("doc", Set.of("alice", "bob"));
    readers.put("other", Set.of("bob"));
    DecisionAssert.that(reads(reader(), "doc")).isGrantedBy("reader").used("reader", READERS);
    DecisionAssert.that(reads(reader(), "other")).isDeniedFor(Decision.Cause.NO_GRANT);
    DecisionAssert.that(reads(reader(), "nowhere")).isDeniedFor(Decision.Cause.NO_GRANT);
  }

  @Test
  void aTieMayBeToldFromTheSubjectsSideAndSeveralAreAlternatives() {
    FactType<String, Set<String>> reads = MEMBER_OF;
    groups.put("alice", Set.of("doc"));
    readers.put("other", Set.of("alice"));
    var both = reader().holding(reads);
    DecisionAssert.that(reads(both, "doc")).isGranted();
    DecisionAssert.that(reads(both, "other")).isGranted();
    DecisionAssert.that(reads(both, "third")).isDeniedFor(Decision.Cause.NO_GRANT);
  }

  @Test
  void groupsInGroupsAndFoldersInFoldersCount() {
    groups.put("alice", Set.of("team"));
    groups.put("team", Set.of("company", "club"));
    folders.put("doc", Set.of("drawer"));
    folders.put("drawer", Set.of("cabinet"));
    readers.put("cabinet", Set.of("company"));
    var deep = reader().through(MEMBER_OF, 5).within(INSIDE, 5);
    DecisionAssert.that(reads(deep, "doc")).isGranted();
    DecisionAssert.that(reads(reader().through(MEMBER_OF, 5), "doc")).isDenied();
    DecisionAssert.that(reads(reader().within(INSIDE, 5), "doc")).isDenied();
  }

  @Test
  void levelsOfAllItemsAreLoadedTogether() {
    List<String> docs = IntStream.range(0, 50).mapToObj(i -> "doc" + i).toList();
    groups.put("alice", Set.of("team"));
    docs.forEach(doc -> folders.put(doc, Set.of("drawer" + doc.length())));
    folders.put("drawer4", Set.of("cabinet"));
    readers.put("cabinet", Set.of("team"));
    var deep = reader().through(MEMBER_OF, 3).within(INSIDE, 3);
    assertThat(alice(List.of(deep.allow())).filter(docs)).hasSize(10);
    assertThat(loads.stream().filter(load -> load.startsWith("inside"))).hasSize(3);
    assertThat(loads.stream().filter(load -> load.startsWith("member"))).hasSize(2);
    assertThat(loads.stream().filter(load -> load.startsWith("readers"))).hasSize(3);
  }

  @Test
  void aCircleOfGroupsEnds() {
    groups.put("alice", Set.of("a"));
    groups.put("a", Set.of("b", "a"));
    groups.put("b", Set.of("a", "alice"));
    readers.put("doc", Set.of("b"));
    DecisionAssert.that(reads(reader().through(MEMBER_OF, 5), "doc")).isGranted();
    DecisionAssert.that(reads(reader().through(MEMBER_OF, 2), "nothing"))
        .isDeniedFor(Decision.Cause.NO_GRANT);
  }

  @Test
  void aWayThatGoesOnBehindTheDepthIsOpenNeverANo() {
    groups.put("alice", Set.of("a"));
    groups.put("a", Set.of("b"));
    groups.put("b", Set.of("c"));
    readers.put("doc", Set.of("c"));
    readers.put("near", Set.of("b"));
    var short2 = reader().through(MEMBER_OF, 2);
    DecisionAssert.that(reads(short2, "doc"))
        .isDeniedFor(Decision.Cause.INDETERMINATE)
        .cannotTell("reader")
        .says("reader", "more steps");
    DecisionAssert.that(reads(short2, "near")).isGranted();
    DecisionAssert.that(reads(reader().through(MEMBER_OF, 3), "doc")).isGranted();
    DecisionAssert.that(alice(List.of(short2.allow().negated())).check("doc")).isDenied();
    DecisionAssert.that(alice(List.of(short2.forbid(), DOCS.policy("all").allow())).check("doc"))
        .isDeniedFor(Decision.Cause.INDETERMINATE);
  }

  @Test
  void aWayThatEndsAtTheDepthIsANo() {
    groups.put("alice", Set.of("a"));
    groups.put("a", Set.of("b"));
    DecisionAssert.that(reads(reader().through(MEMBER_OF, 2), "doc"))
        .isDeniedFor(Decision.Cause.NO_GRANT);
  }

  @Test
  void whatFailedIsOpenUnlessAnotherWayLeadsThere() {
    groups.put("alice", Set.of("a", "lost"));
    broken.add("lost");
    readers.put("doc", Set.of("a"));
    readers.put("other", Set.of("x"));
    var deep = reader().through(MEMBER_OF, 3);
    DecisionAssert.that(reads(deep, "doc")).isGranted().says("reader", Verdict.GRANT);
    DecisionAssert.that(reads(deep, "other"))
        .isDeniedFor(Decision.Cause.INDETERMINATE)
        .cannotTell("reader")
        .says("reader", "backend is down");
    // Not traced: the walk is then remembered, and so must be that it failed.
    Bound<String, String, String, String> not = alice(List.of(deep.allow().negated()));
    assertThat(not.filter(List.of("doc", "other", "third"))).isEmpty();
  }

  @Test
  void aTieThatFailedIsOpenUnlessAnotherTieHolds() {
    broken.add("doc");
    folders.put("doc", Set.of("drawer"));
    readers.put("drawer", Set.of("alice"));
    DecisionAssert.that(reads(reader(), "doc")).isDeniedFor(Decision.Cause.INDETERMINATE);
    broken.clear();
    folders.put("doc", Set.of("drawer"));
    DecisionAssert.that(reads(reader().within(INSIDE, 1), "doc")).isGranted();
    readers.put("doc", Set.of("alice"));
    broken.add("drawer");
    DecisionAssert.that(reads(reader().within(INSIDE, 4), "doc")).isGranted();
  }

  @Test
  void aConditionThatDoesNotHoldAsksForNothing() {
    readers.put("doc", Set.of("alice"));
    var writes = reader().when(asked -> asked.action().equals("write")).when(_ -> true);
    DecisionAssert.that(reads(writes, "doc")).isDeniedFor(Decision.Cause.NO_GRANT);
    assertThat(loads).isEmpty();
    DecisionAssert.that(reads(reader().when(_ -> true), "doc")).isGranted();
  }

  @Test
  void aTieMayForbid() {
    readers.put("doc", Set.of("alice"));
    Policy<String, String, String, String> all = DOCS.policy("all").allow();
    Bound<String, String, String, String> alice = alice(List.of(all, reader().forbid()));
    DecisionAssert.that(alice.check("doc")).isVetoedBy("reader");
    DecisionAssert.that(alice.check("other")).isGranted();
  }

  @Test
  void whatCannotBeIsRefused() {
    assertThatThrownBy(() -> reader().through(MEMBER_OF, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("steps along 'member of' must be from 1 to 500, got: 0");
    assertThatThrownBy(() -> reader().within(INSIDE, 501)).hasMessageContaining("got: 501");
    assertThatThrownBy(
            () -> DOCS.<String, String>relationship("none", who -> who, what -> what).allow())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("must name a fact that tells of ties, got none: 'none'");
  }
}
