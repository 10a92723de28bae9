package dev.stele.proving;

import java.util.List;
import java.util.stream.Stream;

/** Mutants of the store and of its command line. */
class StoreMutantsTest extends MutantsTest {

  @Override
  Stream<Mutant> mutants() {
    return Stream.of(StoreMutants.ALL, NoteMutants.ALL, CodecMutants.ALL, ConsoleMutants.ALL)
        .flatMap(List::stream);
  }
}
