package dev.stele.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Payloads of every version are read as the records of today. */
class TypedPayloadsTest {

  @TempDir private Path directory;

  @Test
  void anOldPayloadIsReadAsARecordOfToday() throws Exception {
    assertThat(Printed.by(TypedPayloads::main, directory))
        .containsExactly(
            "{\"article\":\"nail\",\"sum\":12.50} is OrderPlaced[article=nail, total=12.50]",
            "{\"article\":\"hammer\",\"total\":20.00} is OrderPlaced[article=hammer, total=20.00]",
            "{\"amount\":30.00} is OrderPaid[amount=30.00]",
            "owed: 2.50");
  }
}
