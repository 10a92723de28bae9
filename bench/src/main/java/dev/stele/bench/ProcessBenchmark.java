package dev.stele.bench;

import java.io.PrintStream;
import java.util.List;

/** What durable processes cost, beside db-scheduler, JobRunr and DBOS on PostgreSQL. */
final class ProcessBenchmark implements Benchmark {

  @Override
  public String question() {
    return "durable processes beside db-scheduler, JobRunr and DBOS";
  }

  @Override
  public void run(PrintStream out, Scale scale) throws Exception {
    try (Scratch scratch = new Scratch();
        PostgresServer postgres = new PostgresServer(scratch.folder().resolve("postgres"))) {
      Question.answerAll(
          List.of(
              new ProcessStartQuestion(postgres),
              new ProcessThroughputQuestion(postgres),
              new ProcessAwaitQuestion(),
              new ProcessOpenQuestion()),
          out,
          scale,
          scratch,
          "Work that does nothing; 64 slots or threads");
    }
  }
}
