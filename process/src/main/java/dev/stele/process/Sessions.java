package dev.stele.process;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Who may address which processes. */
final class Sessions {

  private final Ledger ledger;
  private final LiveSet live;
  private final Deciding deciding;
  private final Reads reads;

  Sessions(Ledger ledger, LiveSet live, Deciding deciding, Reads reads) {
    this.ledger = ledger;
    this.live = live;
    this.deciding = deciding;
    this.reads = reads;
  }

  static Fact granted(Grant grant) {
    Map<String, String> fields = new TreeMap<>();
    grant.kind().ifPresent(kind -> fields.put("kind", kind));
    grant.label().ifPresent(label -> fields.put("label", label));
    return fact(grant.scope(), grant.process(), Types.GRANTED, fields);
  }

  private static Fact revoked(SessionScope scope, ProcessId id) {
    return fact(scope, id, Types.REVOKED, new TreeMap<>());
  }

  private static Fact fact(
      SessionScope scope, ProcessId id, String type, Map<String, String> fields) {
    fields.put("scope", scope.key());
    Set<String> tags = Set.of(Types.tagOfGrants(scope), Types.tagOfSession(scope.session()));
    return new Fact(Streams.control(id), type, fields, Payload.EMPTY, tags);
  }

  Answer<Grant> grant(Grant grant) {
    return deciding.one(
        grant.process(),
        fold -> {
          if (!fold.isKnown()) {
            return Step.refused(LedgerRegistry.unknown(fold));
          }
          return reads.grant(grant.scope(), fold.head()).equals(Optional.of(grant))
              ? Step.done(grant)
              : Step.write(List.of(granted(grant)), _ -> grant);
        });
  }

  void revoke(SessionScope scope, ProcessId id) {
    deciding
        .one(
            id,
            fold -> {
              boolean isGranted = fold.isKnown() && reads.grant(scope, fold.head()).isPresent();
              return isGranted
                  ? Step.write(List.of(revoked(scope, id)), _ -> true)
                  : Step.done(false);
            })
        .orThrow();
  }

  Answer<List<Grant>> transfer(SessionScope from, SessionScope to, List<ProcessId> ids) {
    if (ids.isEmpty()) {
      return Answer.done(List.of());
    }
    Set<ProcessId> all = new LinkedHashSet<>(ids);
    return deciding.several(
        all,
        folds -> {
          List<Fact> facts = new ArrayList<>();
          List<Grant> given = new ArrayList<>();
          for (ProcessId id : all) {
            Fold fold = folds.get(id);
            if (fold == null || !fold.isKnown()) {
              return Step.refused(new Refusal.UnknownProcess(id, fold != null && fold.wasPruned()));
            }
            Optional<Grant> grant = reads.grant(from, fold.head());
            if (grant.isEmpty()) {
              return Step.refused(new Refusal.NotGranted(from, id));
            }
            Grant moved = new Grant(to, id, grant.get().kind(), grant.get().label());
            facts.add(revoked(from, id));
            facts.add(granted(moved));
            given.add(moved);
          }
          return from.equals(to) ? Step.done(given) : Step.write(facts, _ -> given);
        });
  }

  /** Forgets a session: one fact, which counts for everything that stands before it. */
  SessionDeletion delete(String session) {
    SessionScope.of(session);
    return deciding.alone(() -> {
      deciding.settle();
      SessionDeletion report = report(session);
      Fact fact =
          new Fact(Streams.session(session), Types.SESSION_DELETED, Map.of("session", session));
      boolean isKnown = false;
      try {
        switch (ledger.write(List.of(fact), Map.of(), Optional.empty())) {
          case Ledger.Written.Done _ -> live.forgetSession(session);
          case Ledger.Written.Refused(Refusal refusal) -> throw new RefusedException(refusal);
          case Ledger.Written other ->
              throw new IllegalStateException("deletion expects nothing, got: " + other);
        }
        isKnown = true;
      } finally {
        if (!isKnown) {
          deciding.doubt(wokenBy(session));
          live.forgetRecent();
        }
      }
      return report;
    });
  }

  private List<ProcessId> wokenBy(String session) {
    return live.all().stream()
        .filter(
            fold -> fold.head().wakeTarget().filter(to -> to.session().equals(session)).isPresent())
        .map(fold -> fold.id)
        .toList();
  }

  private SessionDeletion report(String session) {
    int revoked = 0;
    List<ProcessId> orphaned = new ArrayList<>();
    List<ProcessId> preserved = new ArrayList<>();
    for (ProcessId id : addressed(session)) {
      Fold running = live.get(id);
      Fold fold = running == null ? deciding.load(id) : running;
      if (fold.isKnown()) {
        List<Grant> grants = reads.grantsOf(fold.head());
        long own = grants.stream().filter(grant -> grant.scope().session().equals(session)).count();
        revoked += (int) own;
        if (own > 0 && running != null) {
          (own == grants.size() ? orphaned : preserved).add(id);
        }
      }
    }
    return new SessionDeletion(revoked, orphaned, preserved);
  }

  /** Returns the processes that a session may have grants for, in order. */
  private Set<ProcessId> addressed(String session) {
    Set<String> streams = new HashSet<>();
    Ledger.Where where = new Ledger.Where(null, null, Types.tagOfSession(session), 0);
    try (Ledger.Facts facts = ledger.read(where)) {
      while (facts.hasNext()) {
        streams.add(facts.next().fact().stream());
      }
    }
    Set<ProcessId> ids = new TreeSet<>();
    streams.forEach(stream -> Streams.process(stream).ifPresent(ids::add));
    return ids;
  }
}
