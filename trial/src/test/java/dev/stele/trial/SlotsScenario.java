package dev.stele.trial;

import dev.stele.ground.Disk;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Appends three numbers a run; promises that those whose append returned are there, in order. */
final class SlotsScenario implements Scenario {

  private static final int APPENDS_A_RUN = 3;

  private final Set<Slots.Mistake> mistakes;
  private final List<Integer> offered = new ArrayList<>();
  private int promised;

  SlotsScenario(Set<Slots.Mistake> mistakes) {
    this.mistakes = mistakes;
  }

  @Override
  public void run(Disk disk) {
    try (Slots slots = Slots.open(disk, mistakes)) {
      check(slots.values());
      // What was found may be more than was promised; from now on it is.
      offered.subList(slots.values().size(), offered.size()).clear();
      promised = offered.size();
      for (int i = 0; i < APPENDS_A_RUN; i++) {
        offered.add(100 + offered.size());
        slots.append(offered.getLast());
        promised = offered.size();
      }
    }
  }

  @Override
  public void audit(Disk disk) {
    try (Slots slots = Slots.open(disk, mistakes)) {
      check(slots.values());
    }
  }

  private void check(List<Integer> found) {
    if (found.size() < promised || !offered.subList(0, found.size()).equals(found)) {
      throw new AssertionError(
          "expected " + promised + " or more of " + offered + ", found " + found);
    }
  }
}
