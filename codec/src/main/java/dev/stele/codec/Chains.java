package dev.stele.codec;

import dev.stele.store.NewEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/** Looks whether the upcasters of each type lead from version 1 to today's without a gap. */
final class Chains {

  /**
   * The place of an upcaster.
   *
   * @param name the type's name
   * @param from the version that it begins at
   */
  record Step(String name, int from) implements Comparable<Step> {

    @Override
    public int compareTo(Step other) {
      int byName = name.compareTo(other.name);
      return byName != 0 ? byName : Integer.compare(from, other.from);
    }
  }

  private Chains() {}

  /** Returns a message for each thing that is wrong. */
  static List<String> faults(
      Map<String, Schema> types, Set<Step> steps, Map<String, String> renamed) {
    List<String> faults = new ArrayList<>();
    for (Schema type : types.values()) {
      for (int from = 1; from < type.version(); from++) {
        if (!steps.contains(new Step(type.name(), from))) {
          faults.add(
              "upcaster expected, found none: '%s' from version %d to %d"
                  .formatted(type.name(), from, from + 1));
        }
      }
    }
    for (Step step : steps) {
      Schema type = types.get(step.name());
      if (type == null) {
        faults.add("upcaster must be of a registered name, got: '%s'".formatted(step.name()));
      } else if (step.from() < 1 || step.from() >= type.version()) {
        faults.add(
            "upcaster of '%s' must begin at a version from 1 to before %d, got: %d"
                .formatted(step.name(), type.version(), step.from()));
      }
    }
    renamed.forEach((old, name) -> {
      if (!types.containsKey(name)) {
        faults.add("new name must be a registered one, got: '%s' for '%s'".formatted(name, old));
      }
      if (types.containsKey(old)) {
        faults.add("old name must not be a registered one, got: '%s'".formatted(old));
      }
      if (old.startsWith(NewEvent.RESERVED_TYPES)) {
        faults.add("old name must not be one of the store's, got: '%s'".formatted(old));
      }
    });
    return faults;
  }

  /** Returns the steps of each name; the one from version 1 stands first. There are no gaps. */
  static Map<String, List<UnaryOperator<ObjectNode>>> ordered(
      Map<Step, UnaryOperator<ObjectNode>> steps) {
    Map<String, List<UnaryOperator<ObjectNode>>> ordered = new HashMap<>();
    new TreeMap<>(steps)
        .forEach((place, step) ->
            ordered.computeIfAbsent(place.name(), _ -> new ArrayList<>()).add(step));
    return ordered;
  }
}
