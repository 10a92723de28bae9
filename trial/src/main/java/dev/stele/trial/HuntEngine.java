package dev.stele.trial;

import dev.stele.ground.DiskOperation;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Enumerates the histories of a scenario and calls it on each disk that one may leave. */
final class HuntEngine {

  /*
   * A history is a list of stages (a FaultPlan). To stand at its end a fresh scenario is taken
   * through all of them; from there one more stage is tried in every way. The images of one crash
   * are all audited with the same scenario object, since an audit may not change what it expects.
   *
   *   crash points   for each operation that can change the disk, and the end of the run:
   *                    run up to it; for each image: audit; for each such operation of the audit:
   *                      crash there, too; for each image of that: audit ... (depth)
   *   faults         for each operation, effect, once and lasting:
   *                    run with it; audit the disk as it is; run again; audit what a crash leaves;
   *                    if asked: crash that second run at each of its points
   *   more lives     for the leanest images of each crash point: the same from there
   *
   * Equal disks after the same crash point are audited once: the audit could not tell them apart.
   */

  /** Operations that may change what a crash leaves. */
  private static final Set<DiskOperation> CHANGING =
      EnumSet.of(
          DiskOperation.CREATE,
          DiskOperation.RENAME,
          DiskOperation.REMOVE,
          DiskOperation.CREATE_DIRECTORY,
          DiskOperation.SYNC_DIRECTORY,
          DiskOperation.LOCK,
          DiskOperation.WRITE,
          DiskOperation.TRUNCATE,
          DiskOperation.SYNC);

  static final FaultPlan NOTHING_YET = new FaultPlan(List.of());

  private final Supplier<? extends Scenario> scenarios;
  private final CrashHunt.Settings settings;

  long crashPoints;
  long recoveryPoints;
  long faultPoints;
  long images;
  long distinctImages;
  long audits;

  HuntEngine(Supplier<? extends Scenario> scenarios, CrashHunt.Settings settings) {
    this.scenarios = scenarios;
    this.settings = settings;
  }

  /** Begins a life of a disk; each call begins another one from the same state. */
  @FunctionalInterface
  interface Start {
    SimDisk begin(Life life);
  }

  /**
   * A scenario that was taken through a plan, and the disk that it left.
   *
   * @param isDamaged something that had been durable may be lost, by rot or a lie
   */
  record Standing(Scenario scenario, Start start, boolean isDamaged) {

    /** Returns what stands here after one more stage that ended with a disk. */
    Standing after(SimDisk disk, Life life) {
      return new Standing(scenario, left(disk, life), isDamaged || damages(disk, life));
    }

    /** Rot and lies are not healed by a restart: what they cost may come out at any later time. */
    private static boolean damages(SimDisk disk, Life life) {
      return !life.rot().isEmpty()
          || disk.happened().stream().anyMatch(fault -> fault.effect() == Effect.LIE);
    }
  }

  // One history.

  Standing stand(FaultPlan plan) throws Violation {
    Standing standing = new Standing(scenarios.get(), SimDisk::empty, false);
    FaultPlan done = NOTHING_YET;
    for (FaultPlan.Stage stage : plan.stages()) {
      done = done.then(stage.phase(), stage.life());
      SimDisk disk = call(standing, stage, done);
      requireReached(disk, stage.life());
      standing = standing.after(disk, stage.life());
    }
    return standing;
  }

  /** Carries a plan out, with the audit at its end. */
  void replay(FaultPlan plan) throws Violation {
    Standing end = stand(plan);
    call(end, new FaultPlan.Stage(FaultPlan.Phase.AUDIT, Life.honest()), plan);
  }

  static Start left(SimDisk disk, Life life) {
    return life.crash()
        .map(Life.Crash::image)
        .<Start>map(image -> next -> disk.restart(image, next))
        .orElse(disk::rerun);
  }

  /** Calls the scenario once. A failure that the disk did not cause is a violation. */
  SimDisk call(Standing standing, FaultPlan.Stage stage, FaultPlan plan) throws Violation {
    Scenario scenario = standing.scenario();
    SimDisk disk = standing.start().begin(stage.life());
    try {
      if (stage.phase() == FaultPlan.Phase.RUN) {
        scenario.run(disk);
      } else {
        audits++;
        scenario.audit(disk);
      }
    } catch (Exception | Error e) {
      boolean troubled =
          disk.hasCrashed()
              || !disk.happened().isEmpty()
              || standing.isDamaged()
              || !stage.life().rot().isEmpty();
      if (!troubled || !scenario.isExpected(e)) {
        throw new Violation(plan, disk.steps(), e);
      }
    }
    if (!disk.hasCrashed()) {
      try {
        disk.requireNoOpenHandles();
      } catch (AssertionError e) {
        throw new Violation(plan, disk.steps(), e);
      }
    }
    return disk;
  }

  private static void requireReached(SimDisk disk, Life life) {
    boolean atTheEnd =
        life.crash().filter(end -> end.operation() == disk.operationCount() + 1).isPresent();
    boolean isReached = atTheEnd ? disk.isReachedButForTheCrash() : disk.isPlanReached();
    if (!isReached) {
      throw new UnreachedPlan(
          "a plan must be reached, got: '"
              + life
              + "' after "
              + disk.operationCount()
              + " operations");
    }
  }

  // Crashes.

  void crashes(FaultPlan before, int lives, int depth) throws Violation {
    List<SimStep> steps = honestSteps(before);
    for (long point : points(steps)) {
      Life life = Life.honest().crashing(point, CrashImage.nothing());
      FaultPlan plan = before.then(FaultPlan.Phase.RUN, life);
      Standing standing = stand(before);
      SimDisk disk = call(standing, plan.stages().getLast(), plan);
      requireReached(disk, life);
      requireSame(steps, disk);
      crashPoints++;
      auditImages(standing, before, plan.stages().getLast(), disk, depth);
      if (lives > 1) {
        ImageEnumeration.forEachLean(
            disk.changes(),
            image ->
                crashes(before.then(FaultPlan.Phase.RUN, life.leaving(image)), lives - 1, depth));
      }
    }
  }

  List<SimStep> honestSteps(FaultPlan before) throws Violation {
    FaultPlan plan = before.then(FaultPlan.Phase.RUN, Life.honest());
    return call(stand(before), plan.stages().getLast(), plan).steps();
  }

  /** The numbers of the operations during which a crash matters, and the one behind the last. */
  private static List<Long> points(List<SimStep> steps) {
    List<Long> points = new ArrayList<>();
    for (SimStep step : steps) {
      if (CHANGING.contains(step.operation())) {
        points.add(step.number());
      }
    }
    points.add(steps.size() + 1L);
    return points;
  }

  private static void requireSame(List<SimStep> expected, SimDisk disk) {
    List<SimStep> found = disk.steps();
    if (found.size() > expected.size() || !expected.subList(0, found.size()).equals(found)) {
      throw new UnreachedPlan(
          "a scenario must be deterministic, expected: " + expected + ", found: " + found);
    }
  }

  /** Audits every image of a crash that ended a stage. */
  private void auditImages(
      Standing standing, FaultPlan before, FaultPlan.Stage stage, SimDisk crashed, int depth)
      throws Violation {
    auditImages(standing, before, stage, crashed, depth, new HashMap<>());
  }

  private void auditImages(
      Standing standing,
      FaultPlan before,
      FaultPlan.Stage stage,
      SimDisk crashed,
      int depth,
      Map<String, Integer> known)
      throws Violation {
    ImageEnumeration.forEach(
        crashed.changes(),
        settings.reach(),
        image -> {
          images++;
          String fingerprint = crashed.restart(image).fingerprint();
          if (known.getOrDefault(fingerprint, -1) >= depth) {
            return;
          }
          known.put(fingerprint, depth);
          distinctImages++;
          FaultPlan plan = before.then(stage.phase(), stage.life().leaving(image));
          audit(standing.after(crashed, plan.stages().getLast().life()), plan, depth, known);
        });
  }

  /** Audits one disk, then crashes the audit itself at each of its points. */
  private void audit(Standing standing, FaultPlan plan, int depth, Map<String, Integer> known)
      throws Violation {
    FaultPlan.Stage honest = new FaultPlan.Stage(FaultPlan.Phase.AUDIT, Life.honest());
    List<SimStep> steps = call(standing, honest, plan).steps();
    if (depth == 0) {
      return;
    }
    for (long point : points(steps)) {
      Life life = Life.honest().crashing(point, CrashImage.nothing());
      FaultPlan.Stage stage = new FaultPlan.Stage(FaultPlan.Phase.AUDIT, life);
      SimDisk disk = call(standing, stage, plan.then(stage.phase(), life));
      requireReached(disk, life);
      recoveryPoints++;
      auditImages(standing, plan, stage, disk, depth - 1, known);
    }
  }

  // Faults.

  void faults() throws Violation {
    List<SimStep> steps = honestSteps(NOTHING_YET);
    forEachFault(
        steps,
        fault -> {
          Life life = Life.with(fault);
          FaultPlan plan = FaultPlan.run(life);
          Standing before = stand(NOTHING_YET);
          SimDisk disk = call(before, plan.stages().getLast(), plan);
          requireReached(disk, life);
          faultPoints++;
          auditLeft(before, NOTHING_YET, plan.stages().getLast(), disk);
          runAgain(plan);
          if (settings.crashesAfterFaults()) {
            crashes(plan, 1, 0);
          }
        });
    for (long point : points(steps)) {
      Life life = Life.honest().crashing(point, CrashImage.nothing());
      FaultPlan plan = FaultPlan.run(life);
      Standing standing = stand(NOTHING_YET);
      SimDisk disk = call(standing, plan.stages().getLast(), plan);
      // Not across crash points: the same bytes can stand for different promises.
      Set<String> faultedRecoveries = new HashSet<>();
      ImageEnumeration.forEachLean(
          disk.changes(),
          image -> {
            if (faultedRecoveries.add(disk.restart(image).fingerprint())) {
              faultRecovery(
                  standing.after(disk, life.leaving(image)), FaultPlan.run(life.leaving(image)));
            }
          });
    }
  }

  /** Audits a disk after a fault, as the next program finds it and as a crash may leave it. */
  private void auditLeft(Standing standing, FaultPlan before, FaultPlan.Stage stage, SimDisk disk)
      throws Violation {
    FaultPlan plan = before.then(stage.phase(), stage.life());
    audit(standing.after(disk, stage.life()), plan, 0, new HashMap<>());
    Life ended = stage.life().crashing(disk.operationCount() + 1, CrashImage.nothing());
    auditImages(standing, before, new FaultPlan.Stage(stage.phase(), ended), disk, 0);
  }

  /** What a program does after a failure may not build on what the failure left undurable. */
  private void runAgain(FaultPlan faulted) throws Violation {
    Standing standing = stand(faulted);
    FaultPlan plan = faulted.then(FaultPlan.Phase.RUN, Life.honest());
    SimDisk disk = call(standing, plan.stages().getLast(), plan);
    auditLeft(standing, faulted, plan.stages().getLast(), disk);
  }

  private void faultRecovery(Standing standing, FaultPlan plan) throws Violation {
    FaultPlan.Stage honest = new FaultPlan.Stage(FaultPlan.Phase.AUDIT, Life.honest());
    List<SimStep> steps = call(standing, honest, plan).steps();
    forEachFault(
        steps,
        fault -> {
          FaultPlan.Stage stage = new FaultPlan.Stage(FaultPlan.Phase.AUDIT, Life.with(fault));
          SimDisk disk = call(standing, stage, plan.then(stage.phase(), stage.life()));
          requireReached(disk, stage.life());
          faultPoints++;
          auditLeft(standing, plan, stage, disk);
        });
  }

  /** Takes one fault after another. */
  @FunctionalInterface
  private interface FaultVisitor {
    void visit(Fault fault) throws Violation;
  }

  private void forEachFault(List<SimStep> steps, FaultVisitor visitor) throws Violation {
    for (SimStep step : steps) {
      for (Effect effect : settings.effects()) {
        if (effect.appliesTo(step.operation())) {
          visitor.visit(Fault.once(step.number(), effect));
          visitor.visit(Fault.lasting(step.number(), effect));
        }
      }
    }
  }
}
