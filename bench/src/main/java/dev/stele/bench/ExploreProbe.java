package dev.stele.bench;

import dev.stele.explore.Certificate;
import dev.stele.explore.ExploreError;
import dev.stele.explore.Explorer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A JVM with one explorer, that runs a model as often as it is told by a line, and answers with a
 * line.
 */
final class ExploreProbe {

  /** How many executions Lincheck may take; it looks at no more by default. */
  private static final int INVOCATIONS_MAX = 10_000;

  /** Counts Lincheck's executions: it does not tell, and does not look into buffers. */
  private static final ByteBuffer EXECUTIONS = ByteBuffer.allocate(Long.BYTES);

  private ExploreProbe() {}

  /** An explorer. */
  enum Tool {
    STELE,
    LINCHECK
  }

  /** The models, and what is to be found. */
  enum Model {
    ONE_INCREMENT("2 x 1 increments"),
    TWO_TIMES_THREE("2 x 3 increments"),
    THREE_TIMES_TWO("3 x 2 increments"),
    TWO_TIMES_EIGHT("2 x 8 increments"),
    IDEMPOTENT_LOG("idempotent log"),
    CAS_LOOPS("CAS loops"),
    BATCH_GATE("batch gate"),
    LOST_UPDATE("lost update, found"),
    DEADLOCK("deadlock, found");

    final String title;

    Model(String title) {
      this.title = title;
    }

    private Explorer.Model forStele() {
      return switch (this) {
        case ONE_INCREMENT -> ExploreModels::oneIncrement;
        case TWO_TIMES_THREE -> ExploreModels::twoTimesThree;
        case THREE_TIMES_TWO -> ExploreModels::threeTimesTwo;
        case TWO_TIMES_EIGHT -> ExploreModels::twoTimesEight;
        case IDEMPOTENT_LOG -> ExploreModels::idempotentLog;
        case CAS_LOOPS -> ExploreModels::casLoops;
        case BATCH_GATE -> ExploreModels::batchGate;
        case LOST_UPDATE -> ExploreModels::lostUpdate;
        case DEADLOCK -> ExploreModels::deadlock;
      };
    }

    private void run() {
      switch (this) {
        case ONE_INCREMENT -> ExploreModels.oneIncrement();
        case TWO_TIMES_THREE -> ExploreModels.twoTimesThree();
        case THREE_TIMES_TWO -> ExploreModels.threeTimesTwo();
        case TWO_TIMES_EIGHT -> ExploreModels.twoTimesEight();
        case IDEMPOTENT_LOG -> ExploreModels.idempotentLog();
        case CAS_LOOPS -> ExploreModels.casLoops();
        case BATCH_GATE -> ExploreModels.batchGate();
        case LOST_UPDATE -> ExploreModels.lostUpdate();
        case DEADLOCK -> ExploreModels.deadlock();
      }
    }

    boolean isBroken() {
      return this == LOST_UPDATE || this == DEADLOCK;
    }
  }

  /**
   * What runs of a model came to.
   *
   * @param executions in all runs
   * @param verdict of the last
   */
  record Answer(long executions, long nanos, long cpuNanos, String verdict) {

    static Answer parse(String line) {
      String[] words = line.split(" ", 4);
      return new Answer(
          Long.parseLong(words[0]), Long.parseLong(words[1]), Long.parseLong(words[2]), words[3]);
    }

    private String line() {
      return executions + " " + nanos + " " + cpuNanos + " " + verdict;
    }
  }

  /** Answers until nobody asks. */
  public static void main(String[] arguments) throws IOException, ReflectiveOperationException {
    Tool tool = Tool.valueOf(arguments[0]);
    BufferedReader questions =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = questions.readLine(); line != null; line = questions.readLine()) {
      String[] words = line.split(" ", 2);
      System.out.println(
          "answer " + run(tool, Model.valueOf(words[0]), Integer.parseInt(words[1])).line());
    }
  }

  private static Answer run(Tool tool, Model model, int times) throws ReflectiveOperationException {
    long executions = 0;
    String verdict = "";
    long cpu = CpuClock.nanos();
    long start = System.nanoTime();
    for (int i = 0; i < times; i++) {
      EXECUTIONS.putLong(0, 0);
      verdict = tool == Tool.STELE ? explored(model) : linchecked(model);
      executions += EXECUTIONS.getLong(0);
    }
    return new Answer(executions, System.nanoTime() - start, CpuClock.nanos() - cpu, verdict);
  }

  private static String explored(Model model) {
    try {
      Certificate certificate = Explorer.check(model.forStele());
      EXECUTIONS.putLong(0, certificate.executions() + certificate.redundant());
      return certificate.isComplete() ? "complete" : "bounded";
    } catch (ExploreError e) {
      EXECUTIONS.putLong(0, 1);
      return "found";
    }
  }

  /**
   * Calls a model by its name: what is called through a method reference, on JDK 25, Lincheck does
   * not look into, and says that all is well.
   */
  private record Counted(Model model) implements Runnable {
    @Override
    public void run() {
      EXECUTIONS.putLong(0, EXECUTIONS.getLong(0) + 1);
      model.run();
    }
  }

  private static String linchecked(Model model) throws ReflectiveOperationException {
    Method check =
        Class.forName("org.jetbrains.lincheck.Lincheck")
            .getMethod("runConcurrentTest", int.class, Runnable.class);
    try {
      check.invoke(null, INVOCATIONS_MAX, new Counted(model));
      return EXECUTIONS.getLong(0) < INVOCATIONS_MAX ? "complete" : "not done";
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof AssertionError) {
        return "found";
      }
      throw e;
    }
  }
}
