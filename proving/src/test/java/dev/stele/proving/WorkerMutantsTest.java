package dev.stele.proving;

import java.util.List;
import java.util.stream.Stream;

/** Mutants of recovery and of workers. */
class WorkerMutantsTest extends MutantsTest {

  @Override
  Stream<Mutant> mutants() {
    return Stream.of(WorkerMutants.ALL).flatMap(List::stream);
  }
}
