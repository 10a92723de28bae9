package dev.stele.proving;

import java.util.List;
import java.util.stream.Stream;

/** Mutants of processes. */
class ProcessMutantsTest extends MutantsTest {

  @Override
  Stream<Mutant> mutants() {
    return Stream.of(ProcessMutants.ALL).flatMap(List::stream);
  }
}
