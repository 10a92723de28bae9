package dev.stele.proving;

import java.util.List;
import java.util.stream.Stream;

/** Mutants of the explorer, and of what it explores. */
class ExploreMutantsTest extends MutantsTest {

  @Override
  Stream<Mutant> mutants() {
    return Stream.of(ExploreMutants.ALL, ExploreModelMutants.ALL, ScheduleMutants.ALL)
        .flatMap(List::stream);
  }
}
