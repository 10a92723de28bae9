package dev.stele.trial;

import java.util.ArrayList;
import java.util.List;

/**
 * Everything that goes wrong in one run of a {@link Scenario}, as data: printed when a hunt fails,
 * stored in a corpus, replayed from its text, shrunk.
 *
 * <p>As text, one stage after another; what is not said goes well:
 *
 * <pre>
 *   run crash@17 keep 12 14:0-512+zeros; audit crash@3 keep none; audit
 *   run no-space@9!, short@12
 *   run crash@40 keep 38 40; audit rot:/data/log@4096^40
 * </pre>
 *
 * <p>{@code error@9} happens once, {@code error@9!} from then on. After the last stage the disk is
 * audited once more without any fault.
 *
 * @param stages what is done with the disk, in order, and what goes wrong meanwhile; a stage that
 *     ends in a crash hands on the image, any other the disk as it is
 */
public record FaultPlan(List<Stage> stages) {

  /** What the scenario is asked to do. */
  public enum Phase {
    /** {@link Scenario#run}. */
    RUN,
    /** {@link Scenario#audit}. */
    AUDIT
  }

  /**
   * One call of the scenario.
   *
   * @param phase which one
   * @param life what goes wrong meanwhile
   */
  public record Stage(Phase phase, Life life) {}

  /** Copies the list. */
  public FaultPlan {
    stages = List.copyOf(stages);
  }

  /** Returns the plan of one run. */
  public static FaultPlan run(Life life) {
    return new FaultPlan(List.of(new Stage(Phase.RUN, life)));
  }

  /**
   * Reads a plan from its text.
   *
   * @throws IllegalArgumentException if the text is no plan; the message quotes the part
   */
  public static FaultPlan parse(String text) {
    return PlanText.parse(text);
  }

  /** Returns this plan with one stage more. */
  public FaultPlan then(Phase phase, Life life) {
    List<Stage> all = new ArrayList<>(stages);
    all.add(new Stage(phase, life));
    return new FaultPlan(all);
  }

  /** Returns the text that {@link #parse} reads back. */
  @Override
  public String toString() {
    return PlanText.of(this);
  }
}
