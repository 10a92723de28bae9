package dev.stele.proving;

import java.util.List;
import java.util.stream.Stream;

/** Mutants of what asks access, or tells of it. */
class GuardMutantsTest extends MutantsTest {

  @Override
  Stream<Mutant> mutants() {
    return Stream.of(GuardMutants.ALL).flatMap(List::stream);
  }
}
