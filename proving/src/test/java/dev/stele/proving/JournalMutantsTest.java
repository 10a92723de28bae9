package dev.stele.proving;

import java.util.List;
import java.util.stream.Stream;

/** Mutants of what the store rests on. */
class JournalMutantsTest extends MutantsTest {

  @Override
  Stream<Mutant> mutants() {
    return Stream.of(
            GroundMutants.ALL,
            TrialMutants.ALL,
            MerkleMutants.ALL,
            JournalMutants.ALL,
            IndexMutants.ALL)
        .flatMap(List::stream);
  }
}
