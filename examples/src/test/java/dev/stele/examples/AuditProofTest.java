package dev.stele.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An auditor believes what is proven, and no forged byte. */
class AuditProofTest {

  @TempDir private Path directory;

  @Test
  void anEventIsProvenAndEachForgedByteIsRefused() throws Exception {
    List<String> lines = Printed.by(AuditProof::main, directory);
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).matches("100[0-9] entries, a proof of [0-9]+ bytes");
    assertThat(lines.get(1)).isEqualTo("proven: OrderPaid {\"cents\":1250}");
    assertThat(lines.get(2)).matches("forged: ([0-9]+) times, refused: \\1 times");
  }
}
