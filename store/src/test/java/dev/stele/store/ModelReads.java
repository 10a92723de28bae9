package dev.stele.store;

import dev.stele.store.StoreModel.Known;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What reads of a store must find, worked out from the list of what it shows. */
final class ModelReads {

  private ModelReads() {}

  static List<Known> in(Region region, List<Known> shown) {
    return shown.stream().filter(event -> has(region, event)).toList();
  }

  static boolean has(Region region, Known event) {
    boolean isPlace =
        switch (region.place()) {
          case Region.Place.Everywhere _ -> true;
          case Region.Place.Scope(String scope) -> event.stream.scope().equals(scope);
          case Region.Place.Stream(Coordinate stream) -> event.stream.equals(stream);
          case Region.Place.Below(Coordinate top) ->
              event.stream.equals(top)
                  || (event.stream.scope().equals(top.scope())
                      && event.stream.entity().startsWith(top.entity() + ":"));
        };
    return isPlace
        && (region.types().isEmpty() || region.types().contains(event.said.type()))
        && event.said.tags().containsAll(region.tags())
        && region.correlation().map(StoreModel.correlation(event)::equals).orElse(true)
        && region.since().map(since -> event.time().compareTo(since) >= 0).orElse(true)
        && region.before().map(before -> event.time().compareTo(before) < 0).orElse(true)
        && event.position >= region.from().value()
        && region.until().map(until -> event.position < until.value()).orElse(true);
  }

  /** A step of a walk. */
  record Step(Known event, int depth) {}

  /** A walk: what is found, and how it ends. */
  record Way(List<Step> steps, Walk.Ending ending) {}

  /** Goes from an event to its causes or its effects, layer by layer. */
  static Way walk(EventId of, boolean isToEffects, Walk.Limits limits, List<Known> shown) {
    Map<EventId, List<Known>> neighbours = isToEffects ? effects(shown) : causes(shown);
    List<Known> layer = shown.stream().filter(event -> of.equals(event.id)).toList();
    Set<EventId> seen = new HashSet<>(Set.of(of));
    List<Step> steps = new ArrayList<>();
    for (int depth = 1; !layer.isEmpty(); depth++) {
      List<Known> next = new ArrayList<>();
      for (Known event : layer) {
        for (Known found : neighbours.getOrDefault(event.id, List.of())) {
          if (seen.add(Objects.requireNonNull(found.id))) {
            next.add(found);
          }
        }
      }
      if (!next.isEmpty() && depth > limits.depthMax()) {
        return new Way(steps, Walk.Ending.DEPTH_REACHED);
      }
      for (Known found : next) {
        if (steps.size() == limits.countMax()) {
          return new Way(steps, Walk.Ending.COUNT_REACHED);
        }
        steps.add(new Step(found, depth));
      }
      layer = next;
    }
    return new Way(steps, Walk.Ending.COMPLETE);
  }

  private static Map<EventId, List<Known>> causes(List<Known> shown) {
    Map<EventId, Known> byId = new HashMap<>();
    shown.forEach(event -> byId.put(Objects.requireNonNull(event.id), event));
    Map<EventId, List<Known>> all = new HashMap<>();
    for (Known event : shown) {
      List<Known> causes = event.said.causes().stream().map(byId::get).toList();
      all.put(Objects.requireNonNull(event.id), causes);
    }
    return all;
  }

  private static Map<EventId, List<Known>> effects(List<Known> shown) {
    Map<EventId, List<Known>> all = new HashMap<>();
    for (Known event : shown) {
      for (EventId cause : event.said.causes()) {
        all.computeIfAbsent(cause, _ -> new ArrayList<>()).add(event);
      }
    }
    return all;
  }
}
