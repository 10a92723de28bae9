package dev.stele.bench;

import java.io.PrintStream;
import java.util.List;

/** What the journal costs beside a plain file and beside what a user would pick instead. */
final class JournalBenchmark implements Benchmark {

  private static final List<Question> QUESTIONS =
      List.of(
          new OneCallerQuestion(),
          new ManyCallersQuestion(),
          new BatchQuestion(),
          new ReplayQuestion(),
          new OpenQuestion());

  @Override
  public String question() {
    return "the journal beside a plain file, Chronicle Queue, RocksDB and SQLite";
  }

  @Override
  public void run(PrintStream out, Scale scale) throws Exception {
    try (Scratch scratch = new Scratch()) {
      Question.answerAll(
          QUESTIONS, out, scale, scratch, "Payloads of %d bytes".formatted(Payloads.BYTES));
    }
  }
}
