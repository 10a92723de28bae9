package dev.stele.proving;

import java.util.List;
import java.util.stream.Stream;

/** Mutants of attaching. */
class AttachMutantsTest extends MutantsTest {

  @Override
  Stream<Mutant> mutants() {
    return Stream.of(AttachMutants.ALL, StoreAttachMutants.ALL, AttachEdgeMutants.ALL)
        .flatMap(List::stream);
  }
}
