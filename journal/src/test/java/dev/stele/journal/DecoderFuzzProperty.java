package dev.stele.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stele.ground.DiskFile;
import dev.stele.trial.SimDisk;
import dev.stele.trial.SimEntropy;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whatever the bytes are, a decoder returns or refuses them by its own exception, and soon. */
class DecoderFuzzProperty {

  private static final Path FILE = Path.of("/fuzzed");

  /** A scanner's window, and the copy that a simulated file takes of each read. */
  private static final int SCANNER_BYTES = 1 << 18;

  @Test
  void aCatalogIsReadOrRefused() {
    DecoderFuzz.of("catalog", DecoderFuzzProperty::catalog, DecoderFuzzProperty::decodeCatalog)
        .numbersAt(4, 6, 16, 32, 40, 48, 56, 64, 72, 80, 88, 92, 92, 92, 92, 96, 104, 112, 120)
        .sealedBy((bytes, _) -> DecoderFuzz.seal(bytes, 0, 0, bytes.length, 0))
        .stoppedAtChecksum(reason -> reason.contains("checksum") || reason.contains("a catalog:"))
        .run(1, 40_000);
  }

  private static byte[] catalog(SimEntropy chance) {
    List<Catalog.Segment> segments =
        IntStream.rangeClosed(1, 1 + chance.below(5))
            .mapToObj(i -> new Catalog.Segment(i, 10L * i - 10, 10L * i, 8192))
            .toList();
    Frontier frontier = Leaves.inMemory(10 * segments.size()).tree().frontier();
    Catalog.Checkpoint checkpoint = new Catalog.Checkpoint(8192, 0, frontier);
    UUID lineage = new UUID(chance.nextLong(), chance.nextLong());
    return new Catalog(lineage, 3, 2, 0, checkpoint, segments).encode().array();
  }

  private static DecoderFuzz.Decoding decodeCatalog(byte[] bytes) {
    return () -> {
      Catalog catalog = Catalog.decode(ByteBuffer.wrap(bytes), FILE);
      return catalog.active().equals(catalog.segments().getLast()) ? "" : "an active segment";
    };
  }

  @Test
  void aSegmentHeaderIsReadOrRefused() {
    DecoderFuzz.of("segment", DecoderFuzzProperty::segment, DecoderFuzzProperty::decodeSegment)
        .numbersAt(0, 8, 8, 10, 16, 24, 32, 40, 48, 56, 4088)
        .sealedBy((bytes, _) -> DecoderFuzz.seal(bytes, 0, 0, 4096, 4092))
        .stoppedAtChecksum(reason -> reason.contains("checksum") || reason.contains("the header"))
        .run(2, 20_000);
  }

  private static byte[] segment(SimEntropy chance) {
    UUID lineage = new UUID(chance.nextLong(), chance.nextLong());
    return SegmentFormat.encode(
            new SegmentFormat.Header(
                lineage, 3, chance.nextLong(), Leaves.inMemory(40).tree().frontier()))
        .array();
  }

  private static DecoderFuzz.Decoding decodeSegment(byte[] bytes) {
    return () -> SegmentFormat.decode(ByteBuffer.wrap(bytes), FILE).lineage() == null ? "none" : "";
  }

  @Test
  void framesAndEntriesAreReadOrRefused() {
    DecoderFuzz.of("frames", FuzzFrames::valid, FuzzFrames::scan)
        .numbersAt(FuzzFrames::numbers)
        .sealedBy(FuzzFrames::seal)
        .stoppedAtChecksum(
            reason -> reason.contains("checksum") || reason.equals("expected a frame"))
        .allocating(SCANNER_BYTES)
        .run(3, 20_000);
  }

  /**
   * A length is believed once its header's checksum is right, and up to the largest legal frame: 16
   * MiB, once for the window and once for the copy that a simulated file takes.
   */
  @Test
  void aFrameThatClaimsToBeHugeAllocatesNoMoreThanTheLargestLegalOne() {
    long largest = JournalOptions.FRAME_BYTES_MAX;
    long[] claims = {largest, largest - 8, largest + 8, 1 << 30, Integer.MAX_VALUE - 7, -8};
    SimEntropy chance = SimEntropy.of(4);
    for (long claim : claims) {
      byte[] bytes = FuzzFrames.valid(chance);
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(8, (int) claim);
      FuzzFrames.seal(bytes, chance);
      DiskFile file = SimDisk.empty().create(FILE);
      file.write(0, ByteBuffer.wrap(bytes));
      file.truncate(2 * largest);
      DecoderFuzz.Decoding decoding = FuzzFrames.scan(file, file.size());
      long before = Allocation.bytes();
      assertThat(decoding.run()).as("claim %d", claim).isNotEmpty();
      long allocated = Allocation.bytes() - before;
      boolean isBelieved = claim > 0 && claim <= largest;
      assertThat(allocated)
          .as("claim %d", claim)
          .isGreaterThanOrEqualTo(isBelieved ? claim : 0)
          .isLessThanOrEqualTo((isBelieved ? 2 * largest : 0) + SCANNER_BYTES);
    }
  }

  @Test
  void aFrontierIsReadOrRefused() {
    DecoderFuzz.of("frontier", DecoderFuzzProperty::frontier, DecoderFuzzProperty::decodeFrontier)
        .numbersAt(0, 0, 4, 7, 8)
        .run(5, 40_000);
  }

  private static byte[] frontier(SimEntropy chance) {
    long size = chance.nextLong() >>> 1 >>> chance.below(63);
    List<Digest> nodes = IntStream.range(0, Long.bitCount(size)).mapToObj(Leaves::hash).toList();
    return Frontier.of(size, nodes).encode();
  }

  private static DecoderFuzz.Decoding decodeFrontier(byte[] bytes) {
    return () -> {
      try {
        return Arrays.equals(Frontier.decode(bytes).encode(), bytes) ? "" : "another form";
      } catch (IllegalArgumentException e) {
        return String.valueOf(e.getMessage());
      }
    };
  }

  @Test
  void aHeadIsReadOrNone() {
    DecoderFuzz.of("head", DecoderFuzzProperty::head, DecoderFuzzProperty::decodeHead)
        .numbersAt(4, 8, 16, 32, 40, 48, 56)
        .sealedBy((bytes, _) -> DecoderFuzz.seal(bytes, 0, 0, bytes.length, 0))
        .stoppedAtChecksum(reason -> reason.equals("none"))
        .run(8, 20_000);
  }

  private static byte[] head(SimEntropy chance) {
    UUID lineage = new UUID(chance.nextLong(), chance.nextLong());
    return new Head(lineage, 3, 2, chance.below(1000), 4096).encode().array();
  }

  private static DecoderFuzz.Decoding decodeHead(byte[] bytes) {
    return () -> Head.decode(ByteBuffer.wrap(bytes), FILE).isPresent() ? "" : "none";
  }

  @Test
  void anIndexIsReadOrNone() {
    DecoderFuzz.of("index", DecoderFuzzProperty::index, DecoderFuzzProperty::decodeIndex)
        .numbersAt(4, 8, 16, 24, 32, 32, 40, 40, 48, 48, 52)
        .sealedBy((bytes, _) -> DecoderFuzz.seal(bytes, 0, 0, 64, 0))
        .stoppedAtChecksum(reason -> reason.equals("none"))
        .run(9, 20_000);
  }

  private static byte[] index(SimEntropy chance) {
    GrowingIndex index =
        new GrowingIndex(new SegmentFormat.Header(new UUID(0, 0), 1, 7, Frontier.empty()));
    int count = 1 + chance.below(20);
    for (int i = 0; i < count; i++) {
      index.add(new FrameScanner.Place(i, 4096 + 40_000L * i, 0), List.of(Leaves.hash(i)));
    }
    List<ByteBuffer> parts =
        index.encode(new SegmentFormat.Header(new UUID(0, 0), 1, 7, Frontier.empty()), 1 << 20);
    ByteBuffer all = ByteBuffer.allocate(parts.stream().mapToInt(ByteBuffer::remaining).sum());
    parts.forEach(all::put);
    return all.array();
  }

  /** Whatever an index says of itself: if it is taken, it is one that can be read. */
  private static DecoderFuzz.Decoding decodeIndex(byte[] bytes) {
    FrameScanner.Source source =
        (at, target) -> target.put(bytes, Math.toIntExact(at), target.remaining());
    return () -> {
      if (IndexFormat.decodeHeader(bytes.length, source).isEmpty()) {
        byte[] sealed = bytes.clone();
        DecoderFuzz.seal(sealed, 0, 0, Math.min(64, sealed.length), 0);
        return Arrays.equals(sealed, bytes) ? "an impossible number" : "none";
      }
      StoredIndex index = new StoredIndex(bytes.length, source);
      index.placeBefore(3);
      return index.endPosition() >= 0 ? "" : "a size";
    };
  }

  @Test
  void aTilePathIsReadOrRefused() {
    DecoderFuzz.of("tile path", DecoderFuzzProperty::tilePath, DecoderFuzzProperty::parseTile)
        .numbersAt(0, 1, 2, 3, 4, 5)
        .run(6, 40_000);
  }

  private static byte[] tilePath(SimEntropy chance) {
    long index = chance.nextLong() >>> 1 >>> chance.below(63);
    Tile tile = new Tile(chance.below(64), index, 1 + chance.below(256));
    return tile.path().getBytes(StandardCharsets.ISO_8859_1);
  }

  private static DecoderFuzz.Decoding parseTile(byte[] bytes) {
    String path = new String(bytes, StandardCharsets.ISO_8859_1);
    return () -> Tile.parse(path).map(tile -> another(tile.path(), path)).orElse("no path");
  }

  private static String another(String found, String path) {
    if (!found.equals(path)) {
      throw new AssertionError("a tile must have one path: " + found + " and " + path);
    }
    return "";
  }

  @Test
  void aTileIsReadOrRefused() {
    DecoderFuzz.of("tile", DecoderFuzzProperty::tile, DecoderFuzzProperty::hashTile)
        .numbersAt(0, 8, 16)
        .run(7, 20_000);
  }

  private static byte[] tile(SimEntropy chance) {
    byte[] hashes = new byte[3 * Digest.BYTES];
    chance.fill(hashes);
    return hashes;
  }

  private static DecoderFuzz.Decoding hashTile(byte[] bytes) {
    TileHashes hashes = new TileHashes(_ -> bytes, 3, MerkleHasher.create());
    return () -> {
      try {
        Digest first = hashes.hash(1, 0);
        return hashes.hash(0, 2).equals(first) ? "two nodes of one hash" : "";
      } catch (IllegalArgumentException e) {
        return String.valueOf(e.getMessage());
      }
    };
  }
}
