package dev.stele.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The nodes and places that a segment's index keeps, in memory and stored. */
class SegmentIndexTest {

  private final MerkleHasher hasher = MerkleHasher.create();

  @Test
  void everyNodeIsReadFromTilesAsItIs() {
    for (int size : List.of(1, 2, 255, 256, 257, 700)) {
      MemoryHashes expected = Leaves.inMemory(size);
      TileHashes hashes = new TileHashes(TiledTree.of(size), size, hasher);
      for (int level = 0; size >>> level > 0; level++) {
        for (int index = 0; index < size >>> level; index++) {
          assertThat(hashes.hash(level, index)).isEqualTo(expected.hash(level, index));
        }
        int end = size >>> level;
        int above = level;
        assertThatThrownBy(() -> hashes.hash(above, end))
            .isInstanceOf(IllegalArgumentException.class);
      }
      for (int level : List.of(-1, 10, 62, 63, 64)) {
        assertThatThrownBy(() -> hashes.hash(level, 0))
            .hasMessageEndingWith("level " + level + ", index 0");
      }
      assertThatThrownBy(() -> hashes.hash(0, -1)).hasMessageEndingWith("level 0, index -1");
    }
  }

  @Test
  void segmentsThatEndAnywhereMakeTheSameTree() {
    TiledTree tree = TiledTree.of(0);
    for (int end : List.of(1, 3, 255, 256, 257, 511, 512, 700, 1024, 65_535, 65_536, 66_000)) {
      tree.grow(end);
      tree.rotate();
    }
    MerkleTree expected = Leaves.inMemory(66_000).tree();
    for (int size : List.of(0, 1, 2, 256, 258, 600, 65_536, 65_999, 66_000)) {
      assertThat(tree.at(size).root()).isEqualTo(expected.at(size).root());
      for (int index : List.of(0, 1, 255, 256, 599, 65_535, 65_998)) {
        if (index < size) {
          assertThat(tree.at(size).inclusion(index)).isEqualTo(expected.at(size).inclusion(index));
        }
      }
    }
  }

  @Test
  void aStoredIndexGoesOnAsIfItHadNeverStopped() {
    SegmentFormat.Header header = header(Leaves.inMemory(300).tree().frontier());
    GrowingIndex whole = grown(new GrowingIndex(header), 300, 2000);
    for (int end : List.of(300, 301, 511, 512, 513, 1024, 1999)) {
      GrowingIndex part = grown(new GrowingIndex(header), 300, end);
      byte[] stored = stored(part, header, 250_000);
      StoredIndex index = new StoredIndex(stored.length, source(stored));
      GrowingIndex resumed = new GrowingIndex(header, index, part.frontier());
      assertThat(stored(grown(resumed, end, 2000), header, 9)).isEqualTo(stored(whole, header, 9));
    }
  }

  @Test
  void placesAreFoundFromMemoryAndFromAFile() {
    SegmentFormat.Header header = header(Frontier.empty());
    GrowingIndex index = grown(new GrowingIndex(header), 0, 2000); // 104 bytes each.
    byte[] bytes = stored(index, header, 250_000);
    StoredIndex stored = new StoredIndex(bytes.length, source(bytes));
    for (int position = 0; position < 2500; position++) {
      FrameScanner.Place place = index.placeBefore(position);
      assertThat(place).isEqualTo(stored.placeBefore(position));
      assertThat(place.position()).isBetween(0L, (long) position);
      assertThat((Math.min(position, 1999) - place.position()) * 104).isLessThan((1 << 16) + 104);
      assertThat(place.bytes()).isEqualTo(4096 + 104 * place.position());
    }
    assertThat(stored.places().count()).isEqualTo(4);
  }

  @Test
  void anIndexOfAnotherStateIsNone() {
    SegmentFormat.Header header = header(Frontier.empty());
    byte[] stored = stored(grown(new GrowingIndex(header), 0, 2000), header, 250_000);
    Catalog.Segment segment = new Catalog.Segment(1, 0, 2000, 250_000);
    assertThat(isOf(7, segment, stored)).isTrue();
    assertThat(isOf(8, segment, stored)).isFalse();
    assertThat(isOf(7, new Catalog.Segment(1, 1, 2000, 250_000), stored)).isFalse();
    assertThat(isOf(7, new Catalog.Segment(1, 0, 2001, 250_000), stored)).isFalse();
    assertThat(isOf(7, new Catalog.Segment(1, 0, 2000, 250_001), stored)).isFalse();
    for (int length : List.of(0, 63, 64, stored.length - 1, stored.length + 1)) {
      assertThat(isOf(7, segment, Arrays.copyOf(stored, length))).isFalse();
    }
  }

  @Test
  void everyChangedByteOfAStoredIndexIsFound() {
    SegmentFormat.Header header = header(Frontier.empty());
    byte[] stored = stored(grown(new GrowingIndex(header), 0, 300), header, 40_000);
    Catalog.Segment segment = new Catalog.Segment(1, 0, 300, 40_000);
    for (int i = 0; i < stored.length; i++) {
      byte[] changed = stored.clone();
      changed[i] ^= 0x10;
      assertThat(isOf(7, segment, changed)).as("byte %s", i).isFalse();
    }
  }

  @Test
  void aTileOfAnotherLengthIsRefused() {
    TiledTree tiled = TiledTree.of(515);
    for (int change : List.of(-32, -1, 1, 32)) {
      TileSource wrong =
          tile -> Arrays.copyOf(tiled.read(tile), Math.max(0, tile.sizeBytes() + change));
      assertThatThrownBy(() -> new TileHashes(wrong, 515, hasher).hash(0, 514))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("tile 0/002.p/3 must be 96 bytes");
    }
  }

  private static SegmentFormat.Header header(Frontier frontier) {
    return new SegmentFormat.Header(new UUID(0, 0), 1, 7, frontier);
  }

  private GrowingIndex grown(GrowingIndex index, int from, int end) {
    for (int i = from; i < end; i++) {
      FrameScanner.Place place = new FrameScanner.Place(i, 4096 + 104L * i, i);
      index.add(place, List.of(hasher.leaf(Leaves.input(i))));
    }
    return index;
  }

  private static byte[] stored(GrowingIndex index, SegmentFormat.Header header, long endBytes) {
    List<ByteBuffer> parts = index.encode(header, endBytes);
    ByteBuffer all = ByteBuffer.allocate(parts.stream().mapToInt(ByteBuffer::remaining).sum());
    parts.forEach(all::put);
    return all.array();
  }

  private static FrameScanner.Source source(byte[] bytes) {
    return (at, target) -> target.put(bytes, (int) at, target.remaining());
  }

  private static boolean isOf(long salt, Catalog.Segment segment, byte[] stored) {
    return IndexFormat.isOf(salt, segment, stored.length, source(stored));
  }
}
