package dev.stele.bench;

import java.io.PrintStream;
import java.util.List;

/** What the store costs beside what an event-sourcing developer would build on something else. */
final class StoreBenchmark implements Benchmark {

  @Override
  public String question() {
    return "the store beside SQLite, RocksDB, LMDB, H2 and PostgreSQL";
  }

  @Override
  public void run(PrintStream out, Scale scale) throws Exception {
    try (Scratch scratch = new Scratch();
        PostgresServer postgres = new PostgresServer(scratch.folder().resolve("postgres"))) {
      List<Question> questions =
          List.of(
              new StoreOneCallerQuestion(postgres),
              new StoreManyCallersQuestion(postgres),
              new StoreWrittenQuestion(),
              new StoreReadQuestion(postgres),
              new StoreTailQuestion(),
              new StoreOpenQuestion(),
              new StoreFollowerQuestion());
      Question.answerAll(
          questions,
          out,
          scale,
          scratch,
          "Events of %d bytes of JSON, two tags, a correlation".formatted(Draft.PAYLOAD_BYTES));
    }
  }
}
