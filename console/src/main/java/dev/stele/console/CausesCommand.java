package dev.stele.console;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code stele causes}: walks the graph of causes. */
@Command(
    name = "causes",
    header = "Print what an event follows from.",
    description = {
      "  Walks from an event to its causes, to theirs, and so on: the nearest first,",
      "  each event once. The number in front says how many steps away it is."
    },
    footer = {
      "  stele causes --store data 42 --depth 3",
      "  stele causes --store data --scope shop payment-17 --json"
    })
final class CausesCommand implements Callable<Integer> {

  @Mixin private Setting setting = new Setting();
  @Mixin private StoreChoice choice = new StoreChoice();
  @Mixin private Walking walking = new Walking();

  CausesCommand() {}

  @Override
  public Integer call() {
    return walking.walk(
        setting, choice, (store, event, limits) -> store.causes(event.id(), limits));
  }
}
