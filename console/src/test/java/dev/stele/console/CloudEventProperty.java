package dev.stele.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever CloudEvent goes into a store comes out as it was; whatever else is refused in words. */
class CloudEventProperty {

  private static final long SEED = 20_260_101;
  private static final int EVENTS = 2_000;
  private static final int DAMAGED = 20_000;

  @TempDir private Path folder = Path.of("");

  @Test
  void whatIsImportedIsExportedAsItWas() throws IOException {
    RandomCloudEvents events = new RandomCloudEvents(SEED);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < EVENTS; i++) {
      lines.add(CloudEventText.write(events.next()));
    }
    Path file = Files.write(folder.resolve("in.jsonl"), lines);
    String store = folder.resolve("store").toString();
    String report = Cli.done("import", "--store", store, "--json", file.toString()).out();
    assertThat(report).as("seed " + SEED).contains("\"imported\":" + EVENTS + ",");
    List<String> exported = Cli.done("export", "--store", store).lines();
    assertThat(exported).as("seed " + SEED).isEqualTo(lines);

    Path again = Files.write(folder.resolve("again.jsonl"), exported);
    report = Cli.done("import", "--store", store, "--json", again.toString()).out();
    assertThat(report)
        .as("seed " + SEED)
        .contains("\"imported\":0,\"present\":" + EVENTS + ",\"bad\":0");
    Cli.done("verify", "--store", store);
  }

  @Test
  void everyLineIsAnEventOrRefusedInPrintableWords() {
    RandomCloudEvents events = new RandomCloudEvents(SEED + 1);
    Random random = new Random(SEED + 1);
    int good = 0;
    int bad = 0;
    for (int i = 0; i < DAMAGED; i++) {
      byte[] line = CloudEventText.write(events.next()).getBytes(StandardCharsets.UTF_8);
      for (int k = random.nextInt(4); k >= 0; k--) {
        line = damaged(line, random);
      }
      try {
        CloudEvent event = CloudEventText.parse(ByteBuffer.wrap(line));
        String text = CloudEventText.write(event);
        assertThat(CloudEventText.parse(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8))))
            .as("seed " + (SEED + 1) + ", line " + i)
            .isEqualTo(event);
        good++;
      } catch (BadLineException e) {
        assertThat(e.reason())
            .as("seed " + (SEED + 1) + ", line " + i)
            .matches("[^\\p{Cntrl}]{10,400}");
        bad++;
      }
    }
    assertThat(good).isGreaterThan(DAMAGED / 20);
    assertThat(bad).isGreaterThan(DAMAGED / 4);
  }

  private static byte[] damaged(byte[] line, Random random) {
    if (line.length < 2) {
      return line;
    }
    int at = random.nextInt(line.length);
    byte[] copy = line.clone();
    switch (random.nextInt(5)) {
      case 0 -> copy[at] = (byte) random.nextInt(256);
      case 1 -> copy = java.util.Arrays.copyOf(line, at);
      case 2 -> copy[at] ^= (byte) (1 << random.nextInt(8));
      case 3 -> {
        int to = random.nextInt(line.length);
        copy[at] = line[to];
      }
      default -> System.arraycopy(line, at, copy, at / 2, line.length - at);
    }
    return copy;
  }
}
