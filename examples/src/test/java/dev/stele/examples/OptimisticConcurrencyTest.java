package dev.stele.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stele.store.Coordinate;
import dev.stele.store.Expectation;
import dev.stele.store.Store;
import dev.stele.store.Version;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nobody decides on what is not so any more. */
class OptimisticConcurrencyTest {

  @TempDir private Path directory;

  @Test
  void theAccountIsNeverOverdrawn() throws Exception {
    assertThat(Printed.by(OptimisticConcurrency::main, directory))
        .contains(
            "first clerk: paid, version 1",
            "second clerk: conflict, the last version is 1",
            "paid 19 of 30, left: 0");
    try (Store store = Store.open(directory)) {
      Coordinate account = Coordinate.of("bank", "account:alice");
      assertThat(OptimisticConcurrency.Account.read(store, account).seen())
          .isEqualTo(new Expectation.Exact(new Version(20)));
      assertThat(OptimisticConcurrency.withdraw(store, account, 1)).isFalse();
    }
  }
}
