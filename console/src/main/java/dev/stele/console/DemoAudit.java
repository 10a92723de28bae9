package dev.stele.console;

import dev.stele.journal.Digest;
import dev.stele.store.Event;
import dev.stele.store.Events;
import dev.stele.store.Region;
import dev.stele.store.StoreReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Everything that killed writers left in a store, read once, to look up what was acknowledged. */
final class DemoAudit {

  private final List<Digest> leaves = new ArrayList<>();
  private final List<Found> found = new ArrayList<>();
  private final Map<DemoBatch, List<Found>> byBatch = new HashMap<>();
  private int strayCount;

  private DemoAudit() {}

  /** A batch, as far as its events follow one another. */
  private static final class Found {
    private final DemoBatch batch;
    private final long position;
    private int eventCount = 1;

    Found(DemoBatch batch, long position) {
      this.batch = batch;
      this.position = position;
    }

    boolean isWhole() {
      return eventCount == batch.size();
    }
  }

  /** How many of the acknowledged batches are as they must be. */
  record Kept(int acknowledged, int there, int whole, int once, int inOrder) {
    boolean isAll() {
      return there == acknowledged
          && whole == acknowledged
          && once == acknowledged
          && inOrder == acknowledged;
    }
  }

  static DemoAudit read(StoreReader store) {
    DemoAudit audit = new DemoAudit();
    try (Events events = store.read(Region.scope(DemoBatch.SCOPE))) {
      Optional<Found> open = Optional.empty();
      while (events.hasNext()) {
        Event event = events.next();
        audit.leaves.add(event.leaf());
        open = audit.take(event, open);
      }
    }
    return audit;
  }

  /** Takes an event of a batch; returns the batch, if the event belongs to one. */
  private Optional<Found> take(Event event, Optional<Found> open) {
    String text = event.text();
    Optional<DemoBatch.Part> part = DemoBatch.Part.parse(text);
    if (part.isPresent() && part.get().index() == 0) {
      Found begun = new Found(part.get().batch(), event.position().value());
      found.add(begun);
      byBatch.computeIfAbsent(begun.batch, _ -> new ArrayList<>()).add(begun);
      return Optional.of(begun);
    }
    boolean follows =
        part.isPresent()
            && open.isPresent()
            && open.get().batch.equals(part.get().batch())
            && open.get().eventCount == part.get().index();
    if (follows) {
      open.get().eventCount++;
      return open;
    }
    strayCount++;
    return Optional.empty();
  }

  /** Looks up what was acknowledged, in the order in which it was. */
  Kept lookUp(List<DemoBatch.Acknowledged> acknowledged) {
    int there = 0;
    int whole = 0;
    int once = 0;
    int inOrder = 0;
    Map<Integer, DemoBatch.Acknowledged> lasts = new HashMap<>();
    for (DemoBatch.Acknowledged each : acknowledged) {
      List<Found> places = byBatch.getOrDefault(each.batch(), List.of());
      Optional<Found> place =
          places.stream().filter(one -> one.position == each.position()).findFirst();
      there += place.isPresent() ? 1 : 0;
      whole += place.filter(Found::isWhole).isPresent() ? 1 : 0;
      once += places.size() == 1 ? 1 : 0;
      inOrder += follows(each, lasts.put(each.batch().writer(), each)) ? 1 : 0;
    }
    return new Kept(acknowledged.size(), there, whole, once, inOrder);
  }

  /** Does a batch stand behind the one before it of the same thread? */
  private static boolean follows(
      DemoBatch.Acknowledged each, DemoBatch.@Nullable Acknowledged last) {
    return last == null
        ? each.batch().number() == 0
        : each.batch().number() == last.batch().number() + 1 && each.position() > last.position();
  }

  /** How many batches there are that nobody was told of. */
  int untoldCount(List<DemoBatch.Acknowledged> acknowledged) {
    Set<DemoBatch> told =
        acknowledged.stream().map(DemoBatch.Acknowledged::batch).collect(Collectors.toSet());
    return (int) byBatch.keySet().stream().filter(batch -> !told.contains(batch)).count();
  }

  /** How many batches are there in part, and events that belong to none. */
  int brokenCount() {
    return strayCount + (int) found.stream().filter(batch -> !batch.isWhole()).count();
  }

  /** How many of the leaves that somebody saw, from the first event on, are there unchanged. */
  int sameCount(List<Digest> seen) {
    int same = 0;
    for (int i = 0; i < Math.min(seen.size(), leaves.size()); i++) {
      same += seen.get(i).equals(leaves.get(i)) ? 1 : 0;
    }
    return same;
  }
}
