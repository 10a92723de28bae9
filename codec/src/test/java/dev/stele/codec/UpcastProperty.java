package dev.stele.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.stele.store.Event;
import dev.stele.store.NewEvent;
import dev.stele.trial.SimEntropy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A chain of random steps gives what the steps give one after the other, from each version. */
class UpcastProperty {

  private static final int SEEDS = 400;
  private static final int VERSIONS = 9;

  /** Whatever stands in an object. */
  @EventType(value = "Loose", version = VERSIONS)
  record Loose(@JsonValue Map<String, Object> all) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    Loose {}
  }

  @Test
  void aChainIsItsStepsOneAfterTheOther() {
    List<NewEvent> events = new ArrayList<>();
    for (long seed = 1; seed <= SEEDS; seed++) {
      SimEntropy chance = SimEntropy.of(-seed);
      String json = "{\"a\":%d,\"b\":\"%d\"}".formatted(chance.below(99), chance.below(99));
      events.add(NewEvent.json("Loose", json).schemaVersion(1 + chance.below(VERSIONS)));
    }
    long seed = 1;
    for (Event event : Stored.all(events)) {
      check(seed++, event);
    }
  }

  private static void check(long seed, Event event) {
    SimEntropy chance = SimEntropy.of(seed);
    List<UnaryOperator<ObjectNode>> steps = new ArrayList<>();
    for (int from = 1; from < VERSIONS; from++) {
      steps.add(step(from, chance.below(4), "abc".charAt(chance.below(3)) + ""));
    }
    EventCodec.Builder builder = EventCodec.builder().register(Loose.class);
    for (int from : shuffled(chance)) { // The order in which they are said is none.
      builder.upcast("Loose", from, steps.get(from - 1));
    }
    ObjectNode byHand = (ObjectNode) JsonMapper.shared().readTree(event.text());
    for (int from = event.schemaVersion(); from < VERSIONS; from++) {
      byHand = steps.get(from - 1).apply(byHand);
    }
    Loose found = builder.build().decode(event, Loose.class);
    assertThat(new TreeMap<>(found.all()).toString())
        .as("seed %d, from version %d", seed, event.schemaVersion())
        .isEqualTo(JsonMapper.shared().treeToValue(byHand, TreeMap.class).toString());
  }

  /** No two kinds of steps can be exchanged, and a step at another version is another one. */
  private static UnaryOperator<ObjectNode> step(int from, int kind, String name) {
    return switch (kind) {
      case 0 -> tree -> tree.put(name, tree.path(name).asString("") + "." + from);
      case 1 ->
          tree -> {
            tree.remove(name);
            return tree;
          };
      case 2 -> tree -> tree.put("n" + from, tree.size());
      default -> tree -> tree.objectNode().put(name, String.valueOf(tree.size() * from));
    };
  }

  private static List<Integer> shuffled(SimEntropy chance) {
    List<Integer> all = new ArrayList<>();
    for (int from = 1; from < VERSIONS; from++) {
      all.add(chance.below(all.size() + 1), from);
    }
    return all;
  }
}
