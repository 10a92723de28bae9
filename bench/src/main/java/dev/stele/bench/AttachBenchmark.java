package dev.stele.bench;

import java.io.PrintStream;
import java.util.List;

/** What it costs to be attached, beside Reactor and PostgreSQL's NOTIFY. */
final class AttachBenchmark implements Benchmark {

  @Override
  public String question() {
    return "attach beside Reactor and PostgreSQL's NOTIFY";
  }

  @Override
  public void run(PrintStream out, Scale scale) throws Exception {
    try (Scratch scratch = new Scratch();
        PostgresServer postgres = new PostgresServer(scratch.folder().resolve("postgres"))) {
      Question.answerAll(
          List.of(
              new AttachLatencyQuestion(postgres),
              new AttachFanoutQuestion(),
              new AttachHistoryQuestion()),
          out,
          scale,
          scratch,
          "Consumers on virtual threads");
    }
  }
}
