package dev.stele.proving;

import java.util.List;
import java.util.stream.Stream;

/** Mutants of the registry. */
class RegistryMutantsTest extends MutantsTest {

  @Override
  Stream<Mutant> mutants() {
    return Stream.of(RegistryMutants.ALL).flatMap(List::stream);
  }
}
