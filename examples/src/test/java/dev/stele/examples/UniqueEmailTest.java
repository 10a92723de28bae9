package dev.stele.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stele.store.Store;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of two who race for one address, one has it. */
class UniqueEmailTest {

  @TempDir private Path directory;

  @Test
  void oneOfTwoIsRegistered() throws Exception {
    List<String> lines = Printed.by(UniqueEmail::main, directory);
    assertThat(lines).hasSize(3);
    String winner = lines.get(0).endsWith("welcome") ? "alice" : "bob";
    String loser = winner.equals("alice") ? "bob" : "alice";
    assertThat(lines).contains(winner + ": welcome");
    assertThat(lines).anyMatch(line -> line.startsWith(loser + ": the address is taken, by"));
    assertThat(lines).contains("info@example.com belongs to user:" + winner);
  }

  @Test
  void aNameIsTakenOnceAndAnotherAddressIsFree() {
    try (Store store = Store.open(directory)) {
      assertThat(UniqueEmail.register(store, "alice", "a@example.com")).isEqualTo("alice: welcome");
      assertThat(UniqueEmail.register(store, "alice", "b@example.com"))
          .isEqualTo("alice: the name is taken");
      assertThat(UniqueEmail.register(store, "bob", "b@example.com")).isEqualTo("bob: welcome");
    }
  }
}
