package dev.stele.trial;

import java.util.ArrayList;
import java.util.List;

/**
 * Tells a plan as a person would: what was done, what had not been synced, and what became of it.
 */
final class PlanStory {

  /** As many operations as fit a screen with the rest of the report. */
  private static final int STEPS_SHOWN = 12;

  private PlanStory() {}

  static List<String> of(HuntEngine engine, FaultPlan plan) {
    List<String> story = new ArrayList<>();
    try {
      HuntEngine.Standing standing = engine.stand(HuntEngine.NOTHING_YET);
      for (FaultPlan.Stage stage : plan.stages()) {
        SimDisk disk = engine.call(standing, stage, plan);
        tell(story, stage, disk);
        standing = standing.after(disk, stage.life());
      }
      FaultPlan.Stage audit = new FaultPlan.Stage(FaultPlan.Phase.AUDIT, Life.honest());
      engine.call(standing, audit, plan);
      story.add("this time no promise was broken: the scenario is not deterministic");
    } catch (Violation broken) {
      story.add("then, with the promise broken at the end, the last operations:");
      tell(story, broken.steps());
    }
    return story;
  }

  private static void tell(List<String> story, FaultPlan.Stage stage, SimDisk disk) {
    List<SimStep> steps = disk.steps();
    story.add(stage.phase() + ", " + steps.size() + " operations, the last of them:");
    tell(story, steps);
    stage
        .life()
        .crash()
        .ifPresent(crash -> {
          story.add("power lost at #" + crash.operation() + ", not yet synced:");
          for (Unsynced change : disk.pending()) {
            story.add("  " + fate(change, crash.image()) + describe(change, steps));
          }
        });
  }

  private static void tell(List<String> story, List<SimStep> steps) {
    for (SimStep step : steps.subList(Math.max(0, steps.size() - STEPS_SHOWN), steps.size())) {
      story.add("  " + step);
    }
  }

  private static String fate(Unsynced change, CrashImage image) {
    if (!image.kept().contains(change.operation())) {
      return "lost  ";
    }
    return image.torn().containsKey(change.operation()) ? "torn  " : "kept  ";
  }

  private static String describe(Unsynced change, List<SimStep> steps) {
    long number = change.operation();
    return number > 0
        ? steps.get(Math.toIntExact(number - 1)).toString()
        : "#" + number + " " + change.kind() + " of an earlier run";
  }
}
