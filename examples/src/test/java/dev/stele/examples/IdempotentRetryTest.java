package dev.stele.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is retried is done once, though a process died in between. */
class IdempotentRetryTest {

  @TempDir private Path directory;

  @Test
  void aPaymentIsMadeOnce() throws Exception {
    List<String> lines = Printed.by(IdempotentRetry::main, directory);
    assertThat(lines).hasSize(5);
    assertThat(lines.get(0)).isEqualTo("a process ended with 9: has it paid?");
    String first = lines.get(1).substring(lines.get(1).lastIndexOf(' ') + 1);
    assertThat(lines.subList(1, 5))
        .containsExactly(
            "retried: was done, at " + first,
            "and again: was done, at " + first,
            "another amount: refused, 'payment-17' was another payment, at " + first,
            "in the store: MoneyPaid {\"cents\":1250}");
  }
}
