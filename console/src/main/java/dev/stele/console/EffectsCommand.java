package dev.stele.console;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code stele effects}: walks the graph of causes. */
@Command(
    name = "effects",
    header = "Print what follows from an event.",
    description = {
      "  Walks from an event to those it caused, to those they caused, and so on: the",
      "  nearest first, each event once. The number in front says how many steps away."
    },
    footer = {
      "  stele effects --store data 42 --depth 3",
      "  stele effects --store data --scope shop payment-17 --json"
    })
final class EffectsCommand implements Callable<Integer> {

  @Mixin private Setting setting = new Setting();
  @Mixin private StoreChoice choice = new StoreChoice();
  @Mixin private Walking walking = new Walking();

  EffectsCommand() {}

  @Override
  public Integer call() {
    return walking.walk(
        setting, choice, (store, event, limits) -> store.effects(event.id(), limits));
  }
}
