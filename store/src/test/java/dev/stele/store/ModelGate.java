package dev.stele.store;

import java.util.Map;
import java.util.Optional;

/** Denies what is tagged so, and throws at what is tagged otherwise. */
final class ModelGate implements Gate {

  @Override
  public String name() {
    return "tags";
  }

  @Override
  public Verdict judge(Append append) {
    for (Append.Addressed addressed : append.events()) {
      if (addressed.event().tags().contains(StoreChance.EXPLOSIVE)) {
        throw new UnsupportedOperationException("boom");
      }
      if (addressed.event().tags().contains(StoreChance.FORBIDDEN)) {
        return new Verdict.Deny("no", "it is forbidden", Map.of("where", "here"));
      }
    }
    return Verdict.permit();
  }

  /** What a store with this gate answers. */
  static Optional<Outcome.Denied> denies(Append append) {
    if (append.bypass().isPresent()) {
      return Optional.empty();
    }
    for (Append.Addressed addressed : append.events()) {
      if (addressed.event().tags().contains(StoreChance.EXPLOSIVE)) {
        String told = "the gate failed: java.lang.UnsupportedOperationException: boom";
        return Optional.of(new Outcome.Denied("tags", "gate-failed", told, Map.of()));
      }
      if (addressed.event().tags().contains(StoreChance.FORBIDDEN)) {
        return Optional.of(
            new Outcome.Denied("tags", "no", "it is forbidden", Map.of("where", "here")));
      }
    }
    return Optional.empty();
  }
}
