package dev.stele.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stele.trial.SimEntropy;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What follows what in a segment. */
class FrameScannerTest {

  private static final UUID LINEAGE = new UUID(1, 2);
  private static final SegmentFormat.Header SEGMENT =
      new SegmentFormat.Header(LINEAGE, 1, 77, Frontier.empty());

  private final ByteBuffer file = ByteBuffer.allocate(16_384).order(ByteOrder.LITTLE_ENDIAN);
  private final Checksum checksum = new Checksum();
  private int end = SegmentFormat.HEADER_BYTES;

  /** Puts a frame of one entry at the end; returns its checksum. */
  private int put(long position, int previous, long salt, String text) {
    Request request =
        Batch.request(
            List.of(JournalScenario.entry(text)),
            Entry.Kind.DATA,
            Durability.SYNCED,
            LINEAGE,
            SimEntropy.of(position));
    int length = request.frame.limit();
    FrameFormat.Header header =
        new FrameFormat.Header(
            1, length, 1, position, 1, position, previous, request.entriesChecksum, 0);
    int sum = FrameFormat.seal(request.frame, 0, header, salt, checksum);
    file.put(end, request.frame, 0, length);
    end += length;
    return sum;
  }

  private FrameScanner scanner() {
    return new FrameScanner(
        (at, target) -> {
          int length = target.remaining();
          target.put(file.slice((int) at, length));
        },
        Path.of("/segment"),
        SEGMENT,
        new FrameScanner.Place(0, SegmentFormat.HEADER_BYTES, 0),
        file.capacity());
  }

  private String end(FrameScanner scanner, int frames) {
    for (int i = 0; i < frames; i++) {
      assertThat(Objects.requireNonNull(scanner.next()).header().firstPosition()).isEqualTo(i);
    }
    assertThat(scanner.next()).isNull();
    return scanner.wrong();
  }

  @Test
  void framesThatFollowOneAnotherAreRead() {
    int first = put(0, 0, 77, "first");
    put(1, first, 77, "second");
    assertThat(end(scanner(), 2)).isEqualTo("expected a frame");
  }

  /**
   * A frame was cut, another one of its length took its place, and behind it lies what had followed
   * the one that was cut: whole, at the right position, under the same salt.
   */
  @Test
  void aFrameThatFollowedAnotherOneIsStale() {
    int cut = put(0, 0, 77, "first");
    put(1, cut, 77, "second");
    end = SegmentFormat.HEADER_BYTES;
    put(0, 0, 77, "1st..");
    assertThat(end(scanner(), 1)).isEqualTo("a frame must follow the one before it");
  }

  @Test
  void aFrameOfAnotherSegmentIsNone() {
    int first = put(0, 0, 77, "first");
    put(1, first, 78, "second");
    assertThat(end(scanner(), 1)).isEqualTo("expected a frame");
  }

  @Test
  void aFrameOfAnotherPositionIsNone() {
    int first = put(0, 0, 77, "first");
    put(2, first, 77, "second");
    assertThat(end(scanner(), 1)).isEqualTo("position of a frame must be 1, got: 2");
  }
}
