package dev.stele.trial;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Makes histories by dice, as long as enumeration cannot go, and tries each at once. */
final class PlanDice {

  /** Longer histories find more, but cost more and shrink worse. */
  private static final int STAGES_MAX = 4;

  private static final List<Tear.Fill> FILLS = List.of(Tear.Fill.values());

  private final HuntEngine engine;
  private final CrashHunt.Settings settings;
  private final SimEntropy dice;

  PlanDice(HuntEngine engine, CrashHunt.Settings settings, long seed) {
    this.engine = engine;
    this.settings = settings;
    this.dice = SimEntropy.of(seed);
  }

  /**
   * Tries one history.
   *
   * @param operationCount how many operations an honest run has, about
   */
  void throwOnce(long operationCount) throws Violation {
    HuntEngine.Standing standing = engine.stand(HuntEngine.NOTHING_YET);
    FaultPlan plan = HuntEngine.NOTHING_YET;
    int stages = 1 + dice.below(STAGES_MAX);
    for (int i = 0; i < stages; i++) {
      boolean runs = i == 0 || dice.below(2) == 0;
      FaultPlan.Phase phase = runs ? FaultPlan.Phase.RUN : FaultPlan.Phase.AUDIT;
      Life wish = life(operationCount);
      SimDisk disk =
          engine.call(standing, new FaultPlan.Stage(phase, wish), plan.then(phase, wish));
      Life life = lived(wish, disk);
      plan = plan.then(phase, life);
      standing = standing.after(disk, life);
    }
    engine.call(standing, new FaultPlan.Stage(FaultPlan.Phase.AUDIT, Life.honest()), plan);
  }

  private Life life(long operationCount) {
    int most = (int) Math.min(Integer.MAX_VALUE - 1, operationCount) + 1;
    long crash = 1L + dice.below(most);
    List<Fault> faults = new ArrayList<>();
    List<Effect> effects = List.copyOf(settings.effects());
    if (dice.below(3) == 0 && crash > 1 && !effects.isEmpty()) {
      long operation = 1L + dice.below((int) crash - 1);
      Effect effect = effects.get(dice.below(effects.size()));
      faults.add(
          dice.below(2) == 0 ? Fault.once(operation, effect) : Fault.lasting(operation, effect));
    }
    Life life = new Life(List.of(), faults, Optional.empty());
    return dice.below(4) == 0 ? life : life.crashing(crash, CrashImage.nothing());
  }

  /**
   * What really happened: faults that were not reached did not, and a late crash came at the end.
   */
  private Life lived(Life wish, SimDisk disk) {
    Life life = new Life(List.of(), disk.happened(), Optional.empty());
    return wish.crash()
        .map(crash ->
            life.crashing(
                Math.min(crash.operation(), disk.operationCount() + 1), image(disk.changes())))
        .orElse(life);
  }

  private CrashImage image(List<Change> changes) {
    SortedSet<Long> kept = new TreeSet<>();
    SortedMap<Long, Tear> torn = new TreeMap<>();
    Set<Change> lost = new HashSet<>();
    int keptOfTen = List.of(1, 5, 9).get(dice.below(3));
    for (Change change : changes) {
      if (dice.below(10) >= keptOfTen || lost.stream().anyMatch(change::needs)) {
        lost.add(change);
        continue;
      }
      kept.add(change.operation());
      if (change instanceof Change.Write write && dice.below(4) == 0) {
        int from = dice.below(2) == 0 ? 0 : dice.below(write.bytes().length + 1);
        int to = from + dice.below(write.bytes().length - from + 1);
        Tear.Fill fill = FILLS.get(dice.below(FILLS.size()));
        torn.put(change.operation(), new Tear(from, to, fill));
      }
    }
    return new CrashImage(kept, torn);
  }
}
