package dev.stele.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stele.access.Checker;
import dev.stele.access.Domain;
import dev.stele.access.FactSource;
import dev.stele.access.FactType;
import dev.stele.access.Facts;
import dev.stele.store.Append;
import dev.stele.store.Coordinate;
import dev.stele.store.NewEvent;
import dev.stele.store.Outcome;
import dev.stele.store.Region;
import dev.stele.store.Store;
import dev.stele.trial.SimDisk;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An append that a checker is asked about. */
class AppendGateTest {

  private static final Domain<String, String, Append.Addressed, String> APPENDS =
      Domain.named("appends");
  private static final FactType<String, String> OWNER = FactType.named("owner of a stream");
  private static final Coordinate ALICE = Coordinate.of("game", "player:alice");
  private static final Coordinate BOB = Coordinate.of("game", "player:bob");

  private final SimDisk disk = SimDisk.empty();
  private final List<List<String>> loads = new ArrayList<>();
  private final Map<String, String> owners =
      new HashMap<>(Map.of("player:alice", "alice", "player:bob", "bob"));

  private final Facts facts =
      Facts.builder()
          .with(
              OWNER,
              FactSource.of(keys -> {
                loads.add(List.copyOf(keys));
                Map<String, String> found = new HashMap<>(owners);
                found.keySet().retainAll(keys);
                return found;
              }))
          .build();

  private final Checker<String, String, Append.Addressed, String> checker =
      APPENDS
          .checker("who may write")
          .add(
              APPENDS
                  .policy("owner")
                  .fact(
                      OWNER,
                      q -> q.resource().stream().entity(),
                      (q, who) -> who.equals(q.subject()))
                  .allow())
          .add(
              APPENDS
                  .policy("no deletions")
                  .resource(event -> event.event().type().equals("Deleted"))
                  .forbid())
          .build();

  private Store open() {
    return People.open(
        disk,
        AppendGate.of(
            checker,
            facts,
            append ->
                new AppendGate.Asking<>(
                    append.events().getFirst().event().metadata().getOrDefault("user", "nobody"),
                    "append",
                    "")));
  }

  private static NewEvent by(String user, String type) {
    return NewEvent.json(type, "{}").with("user", user);
  }

  @Test
  void whoMayWriteWrites() {
    try (Store store = open()) {
      assertThat(store.append(Append.to(ALICE).event(by("alice", "Moved"))))
          .isInstanceOf(Outcome.Appended.class);
    }
  }

  @Test
  void oneEventThatIsDeniedDeniesAllAndNothingIsWritten() {
    try (Store store = open()) {
      Outcome outcome =
          store.append(
              Append.to(ALICE).event(by("alice", "Moved")).and(BOB).event(by("alice", "Moved")));
      assertThat(outcome)
          .isEqualTo(
              new Outcome.Denied(
                  "who may write",
                  "NO_GRANT",
                  "denied: no policy grants",
                  Map.of("scope", "game", "entity", "player:bob", "type", "Moved", "by", "")));
      assertThat(loads).containsExactly(List.of("player:alice", "player:bob"));
      try (var events = store.read(Region.all())) {
        assertThat(events.hasNext()).isFalse();
      }
    }
  }

  @Test
  void aVetoIsNamed() {
    try (Store store = open()) {
      Outcome outcome = store.append(Append.to(ALICE).event(by("alice", "Deleted")));
      assertThat(outcome).isInstanceOf(Outcome.Denied.class);
      assertThat(outcome.toString()).contains("VETO").contains("no deletions");
    }
  }

  @Test
  void eachAppendIsAskedAboutAnew() {
    try (Store store = open()) {
      store.append(Append.to(ALICE).event(by("alice", "Moved"))).orThrow();
      owners.put("player:alice", "carol");
      assertThat(store.append(Append.to(ALICE).event(by("alice", "Moved"))))
          .isInstanceOf(Outcome.Denied.class);
    }
  }

  @Test
  void anAppendWhoseAuthorCannotBeToldIsDenied() {
    try (Store store =
        People.open(
            disk,
            AppendGate.<String, String, String>of(
                checker,
                facts,
                _ -> {
                  throw new IllegalStateException("nobody is logged in");
                }))) {
      assertThat(store.append(Append.to(ALICE).event(by("alice", "Moved"))))
          .isInstanceOf(Outcome.Denied.class);
    }
  }
}
