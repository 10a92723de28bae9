package dev.stele.bench;

import java.io.PrintStream;
import java.util.List;

/** What a decision and its facts cost, beside what else one would ask on a JVM. */
final class AccessBenchmark implements Benchmark {

  @Override
  public String question() {
    return "access beside Spring Security, jCasbin, Cedar and java-dataloader";
  }

  @Override
  public void run(PrintStream out, Scale scale) throws Exception {
    try (Scratch scratch = new Scratch()) {
      Question.answerAll(
          List.of(
              new AccessCheckQuestion(),
              new AccessSessionQuestion(),
              new AccessFactsQuestion(),
              new AccessFilterQuestion(),
              new AccessThreadsQuestion()),
          out,
          scale,
          scratch,
          "Decisions in memory");
    }
  }
}
