package dev.stele.proving;

import java.util.List;
import java.util.stream.Stream;

/** Mutants of access. */
class AccessMutantsTest extends MutantsTest {

  @Override
  Stream<Mutant> mutants() {
    return Stream.of(AccessPolicyMutants.ALL, AccessFactsMutants.ALL).flatMap(List::stream);
  }
}
