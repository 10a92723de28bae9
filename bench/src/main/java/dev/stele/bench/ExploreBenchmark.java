package dev.stele.bench;

import static dev.stele.bench.Goals.Goal.atLeast;
import static dev.stele.bench.Goals.Goal.atMost;
import static dev.stele.bench.Goals.Unit.EXECUTIONS;
import static dev.stele.bench.Goals.Unit.MILLIS;
import static dev.stele.bench.Goals.Unit.TIMES;

import dev.stele.bench.ExploreProbe.Answer;
import dev.stele.bench.ExploreProbe.Model;
import dev.stele.bench.ExploreProbe.Tool;
import dev.stele.bench.Question.Setting;
import java.io.IOException;
import java.io.PrintStream;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** How fast models are explored, beside Lincheck. */
final class ExploreBenchmark implements Benchmark {

  /** Too large for Lincheck's number of executions. */
  private static final Set<Model> OURS_ALONE =
      EnumSet.of(Model.ONE_INCREMENT, Model.TWO_TIMES_EIGHT);

  /** Lincheck takes seconds for the others. */
  private static final Set<Model> QUICK = EnumSet.of(Model.BATCH_GATE, Model.DEADLOCK);

  /** Our answers come so fast that a round has several of them. */
  private static final int ANSWERS = 20;

  @Override
  public String question() {
    return "the explorer, in a heap of 64 MB, beside Lincheck";
  }

  @Override
  public void run(PrintStream out, Scale scale) throws Exception {
    try (Scratch scratch = new Scratch()) {
      Question.answerAll(
          List.of(ExploreBenchmark::answer), out, scale, scratch, "Models of two or three tasks");
    }
  }

  private static void answer(Setting setting) throws Exception {
    try (ExploreProbes stele =
            ExploreProbes.start(Tool.STELE, setting.scratch().folder().resolve("none"));
        ExploreProbes lincheck =
            ExploreProbes.start(Tool.LINCHECK, setting.scratch().folder().resolve("lincheck"))) {
      rate(setting, stele);
      Set<Model> compared =
          setting.scale().choose(EnumSet.complementOf(EnumSet.copyOf(OURS_ALONE)), QUICK);
      for (Model model : compared) {
        compare(setting, model, stele, lincheck);
      }
      first(setting);
    }
  }

  /**
   * Executions in a CPU-second, without what weaving takes: that of a model with one is taken off.
   */
  private static void rate(Setting setting, ExploreProbes stele) throws Exception {
    setting.out().println("1. Executions, weaving taken off. An op is an execution.");
    Rounds rounds = new Rounds();
    Contestant found =
        rounds.add(
            "stele, " + Model.TWO_TIMES_EIGHT.title,
            _ -> {
              Answer all = stele.ask(Model.TWO_TIMES_EIGHT, 1);
              Answer weaving = stele.ask(Model.ONE_INCREMENT, 1);
              double executions = all.executions() - weaving.executions();
              return new Contestant.Sample(
                  (all.nanos() - weaving.nanos()) / 1e3 / executions,
                  (all.cpuNanos() - weaving.cpuNanos()) / 1e3 / executions,
                  0);
            });
    rounds.run(setting.out(), setting.scale(), 1);
    setting.goals().judge(atLeast(50_000, EXECUTIONS, "woven"), found.perCpuSecond());
    setting.out().println();
  }

  private static void compare(
      Setting setting, Model model, ExploreProbes stele, ExploreProbes lincheck) throws Exception {
    setting.out().println("2. " + model.title + ". An op is a verdict, weaving and all.");
    Rounds rounds = new Rounds(Rounds.Unit.MILLIS);
    Answer[] last = new Answer[2];
    Contestant ours =
        rounds.add(
            "stele",
            _ -> {
              last[0] = stele.ask(model, setting.scale().choose(ANSWERS, 2));
              return sample(last[0], setting.scale().choose(ANSWERS, 2));
            });
    Contestant theirs =
        rounds.add(
            "Lincheck 3.7",
            _ -> {
              last[1] = lincheck.ask(model, 1);
              return sample(last[1], 1);
            });
    rounds.run(setting.out(), setting.scale().choose(Scale.FEW, Scale.QUICK), 1);
    printExecutions(setting, "stele", last[0], setting.scale().choose(ANSWERS, 2));
    printExecutions(setting, "Lincheck 3.7", last[1], 1);
    String right = model.isBroken() ? "found" : "complete";
    setting.goals().count("verdicts right", 1, last[0].verdict().equals(right) ? 1 : 0);
    // A wrong verdict would not be worth comparing with: it comes of seeing nothing.
    boolean isFair = last[1].verdict().equals(right) || last[1].verdict().equals("not done");
    setting.goals().count("Lincheck's verdict right, or not there", 1, isFair ? 1 : 0);
    setting
        .goals()
        .judge(
            atLeast(50, TIMES, "Lincheck in a CPU-second, " + model.title),
            ours.timesPerCpuSecondOf(theirs));
    setting.out().println();
  }

  private static void printExecutions(Setting setting, String name, Answer answer, int times) {
    setting
        .out()
        .printf("%-38s %,9d executions: %s%n", name, answer.executions() / times, answer.verdict());
  }

  private static Contestant.Sample sample(Answer answer, int times) {
    return new Contestant.Sample(answer.nanos() / 1e3 / times, answer.cpuNanos() / 1e3 / times, 0);
  }

  /** The first model of a fresh JVM: what a user waits for. */
  private static void first(Setting setting) throws Exception {
    setting.out().println("3. The first model of a fresh JVM. An op is a verdict.");
    Rounds rounds = new Rounds(Rounds.Unit.MILLIS);
    Contestant found =
        rounds.add("stele, " + Model.IDEMPOTENT_LOG.title, _ -> sample(fresh(setting), 1));
    rounds.run(setting.out(), setting.scale(), 1);
    setting.goals().judge(atMost(1_000_000, MILLIS, "for the first model"), found.micros());
  }

  private static Answer fresh(Setting setting) throws IOException {
    try (ExploreProbes probe =
        ExploreProbes.start(Tool.STELE, setting.scratch().folder().resolve("none"))) {
      return probe.ask(Model.IDEMPOTENT_LOG, 1);
    }
  }
}
