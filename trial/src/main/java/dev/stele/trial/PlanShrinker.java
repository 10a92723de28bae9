package dev.stele.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Makes a plan that breaks a promise as small as it gets, by leaving things out. */
final class PlanShrinker {

  /** Enough for the plans that enumeration finds; dice make plans of a few dozen parts. */
  private static final int ATTEMPTS_MAX = 2_000;

  private final HuntEngine engine;
  private int attempts;

  PlanShrinker(HuntEngine engine) {
    this.engine = engine;
  }

  /** Returns the smallest plan found that still breaks a promise, and how. */
  Violation shrink(Violation found) {
    Violation smallest = found;
    boolean smaller = true;
    while (smaller) {
      smaller = false;
      for (FaultPlan candidate : candidates(smallest.plan())) {
        if (attempts++ >= ATTEMPTS_MAX) {
          return smallest;
        }
        Optional<Violation> broken = attempt(candidate).filter(other -> isAlike(found, other));
        if (broken.isPresent()) {
          smallest = broken.get();
          smaller = true;
          break;
        }
      }
    }
    return smallest;
  }

  /** Another failure than the one that was found is another bug, if it is one. */
  private static boolean isAlike(Violation one, Violation other) {
    return one.broken().getClass() == other.broken().getClass();
  }

  private Optional<Violation> attempt(FaultPlan plan) {
    try {
      engine.replay(plan);
      return Optional.empty();
    } catch (Violation broken) {
      return Optional.of(new Violation(plan, broken.steps(), broken.broken()));
    } catch (IllegalArgumentException _) {
      return Optional.empty(); // Leaving something out made the rest unreachable.
    }
  }

  /** Plans with one thing less, the largest things first. */
  private static List<FaultPlan> candidates(FaultPlan plan) {
    List<FaultPlan> candidates = new ArrayList<>();
    for (int i = 0; i < plan.stages().size(); i++) {
      List<FaultPlan.Stage> fewer = new ArrayList<>(plan.stages());
      fewer.remove(i);
      // An audit expects that there was a run.
      if (!fewer.isEmpty() && fewer.getFirst().phase() == FaultPlan.Phase.RUN) {
        candidates.add(new FaultPlan(fewer));
      }
    }
    for (int i = 0; i < plan.stages().size(); i++) {
      FaultPlan.Stage stage = plan.stages().get(i);
      for (Life life : smaller(stage.life())) {
        List<FaultPlan.Stage> changed = new ArrayList<>(plan.stages());
        changed.set(i, new FaultPlan.Stage(stage.phase(), life));
        candidates.add(new FaultPlan(changed));
      }
    }
    return candidates;
  }

  private static List<Life> smaller(Life life) {
    List<Life> smaller = new ArrayList<>();
    for (Rot rot : life.rot()) {
      smaller.add(new Life(without(life.rot(), rot), life.faults(), life.crash()));
    }
    for (Fault fault : life.faults()) {
      smaller.add(new Life(life.rot(), without(life.faults(), fault), life.crash()));
      if (fault.duration() == Fault.Duration.LASTING) {
        List<Fault> faults = without(life.faults(), fault);
        faults.add(Fault.once(fault.operation(), fault.effect()));
        smaller.add(new Life(life.rot(), faults, life.crash()));
      }
    }
    life.crash()
        .ifPresent(crash -> {
          smaller.add(new Life(life.rot(), life.faults(), Optional.empty()));
          for (CrashImage image : smaller(crash.image())) {
            smaller.add(life.leaving(image));
          }
          for (long earlier : List.of(crash.operation() / 2, crash.operation() - 1)) {
            boolean isAfterFaults =
                life.faults().stream().allMatch(fault -> fault.operation() < earlier);
            if (earlier >= 1 && isAfterFaults) {
              CrashImage image = upTo(crash.image(), earlier);
              smaller.add(
                  new Life(life.rot(), life.faults(), Optional.empty()).crashing(earlier, image));
            }
          }
        });
    return smaller;
  }

  private static List<CrashImage> smaller(CrashImage image) {
    List<CrashImage> smaller = new ArrayList<>();
    if (!image.kept().isEmpty()) {
      smaller.add(CrashImage.nothing());
    }
    for (long operation : image.torn().keySet()) {
      SortedMap<Long, Tear> torn = new TreeMap<>(image.torn());
      torn.remove(operation);
      smaller.add(new CrashImage(image.kept(), torn));
    }
    for (long operation : image.kept()) {
      SortedSet<Long> kept = new TreeSet<>(image.kept());
      SortedMap<Long, Tear> torn = new TreeMap<>(image.torn());
      kept.remove(operation);
      torn.remove(operation);
      smaller.add(new CrashImage(kept, torn));
    }
    return smaller;
  }

  private static CrashImage upTo(CrashImage image, long operation) {
    return new CrashImage(image.kept().headSet(operation + 1), image.torn().headMap(operation + 1));
  }

  private static <T> List<T> without(List<T> all, T one) {
    List<T> others = new ArrayList<>(all);
    others.remove(one);
    return others;
  }
}
