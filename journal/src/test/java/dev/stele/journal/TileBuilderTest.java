package dev.stele.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stele.trial.SimEntropy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Tiles are written as the tree grows, and the tree is read from them. */
class TileBuilderTest {

  private final MerkleHasher hasher = MerkleHasher.create();

  @Test
  void aTreeOfSeventyThousandLeavesHasTheTilesOfTheSpecification() {
    TiledTree tiled = TiledTree.of(70_000);
    assertThat(tiled.written).filteredOn(tile -> tile.level() == 0).hasSize(273);
    assertThat(tiled.written).filteredOn(tile -> tile.level() == 1).hasSize(1);
    assertThat(tiled.written).hasSize(274).allMatch(Tile::isFull);
    assertThat(tiled.written.subList(255, 258))
        .containsExactly(new Tile(0, 255, 256), new Tile(1, 0, 256), new Tile(0, 256, 256));
    assertThat(tiled.builder().partials()).isEqualTo(Tile.partials(70_000));
  }

  @Test
  void aTileHoldsTheNodesOfItsLevel() {
    MemoryHashes expected = Leaves.inMemory(66_000);
    TiledTree tiled = TiledTree.of(66_000);
    List<Tile> tiles = new ArrayList<>(tiled.written);
    tiles.addAll(tiled.builder().partials());
    assertThat(tiles).hasSize(257 + 1 + 3);
    for (Tile tile : tiles) {
      byte[] content = tiled.read(tile);
      assertThat(content).hasSize(tile.width() * 32);
      for (int i = 0; i < tile.width(); i++) {
        assertThat(Digest.of(content, 32 * i))
            .isEqualTo(expected.hash(8 * tile.level(), 256 * tile.index() + i));
      }
    }
  }

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
  void aBuilderGoesOnFromAnySizeAsIfItHadNeverStopped() {
    TiledTree expected = TiledTree.of(1030);
    TiledTree growing = TiledTree.of(0);
    for (int size = 0; size <= 1030; size++) {
      growing.grow(size);
      TiledTree resumed = growing.resumed();
      resumed.grow(1030);
      same(resumed, expected);
    }
  }

  @Test
  void aBuilderGoesOnWhereAHigherTileIsFilled() {
    TiledTree expected = TiledTree.of(65_800);
    TiledTree growing = TiledTree.of(65_500);
    for (int size : List.of(65_500, 65_535, 65_536, 65_537, 65_792)) {
      growing.grow(size);
      TiledTree resumed = growing.resumed();
      resumed.grow(65_800);
      same(resumed, expected);
    }
  }

  @Test
  void whatIsPendingIsTheBeginningOfTheTileToCome() {
    TiledTree tiled = TiledTree.of(600);
    assertThat(tiled.builder().size()).isEqualTo(600);
    assertThat(tiled.builder().pending(new Tile(0, 2, 88))).isPresent();
    assertThat(tiled.builder().pending(new Tile(0, 2, 88)).orElseThrow()).hasSize(88 * 32);
    assertThat(tiled.builder().pending(new Tile(0, 2, 7)).orElseThrow()).hasSize(7 * 32);
    assertThat(tiled.builder().pending(new Tile(1, 0, 2))).isPresent();
    for (Tile other :
        List.of(new Tile(0, 2, 89), new Tile(0, 1, 88), new Tile(0, 3, 1), new Tile(2, 0, 1))) {
      assertThat(tiled.builder().pending(other)).isEmpty();
    }
  }

  @Test
  void aPartialTileThatIsNotTheFrontiersIsDamage() {
    TiledTree tiled = TiledTree.of(515); // Two partial tiles: three leaves, two nodes above.
    Frontier frontier = tiled.builder().frontier();
    for (Tile tile : tiled.builder().partials()) {
      for (int bit = 0; bit < 8 * tile.sizeBytes(); bit++) {
        int flipped = bit;
        TileSource wrong =
            asked -> {
              byte[] content = tiled.read(asked);
              if (asked.equals(tile)) {
                content[flipped / 8] ^= (byte) (1 << flipped % 8);
              }
              return content;
            };
        damaged(() -> resume(frontier, wrong), tile);
      }
    }
  }

  @Test
  void aTileOfAnotherLengthIsDamage() {
    TiledTree tiled = TiledTree.of(515);
    for (int change : List.of(-32, -1, 1, 32)) {
      TileSource wrong =
          tile -> Arrays.copyOf(tiled.read(tile), Math.max(0, tile.sizeBytes() + change));
      damaged(() -> resume(tiled.builder().frontier(), wrong), new Tile(0, 2, 3));
      damaged(() -> new TileHashes(wrong, 515, hasher).hash(0, 514), new Tile(0, 2, 3));
      damaged(() -> new TileHashes(wrong, 515, hasher).hash(8, 1), new Tile(1, 0, 2));
    }
  }

  @Test
  void aSinkThatThrewGetsNoMore() {
    TileBuilder builder =
        TileBuilder.empty(
            hasher,
            (tile, _) -> {
              throw new IllegalStateException("no room for " + tile.path());
            });
    for (int i = 0; i < 255; i++) {
      builder.append(Leaves.hash(i));
    }
    assertThatThrownBy(() -> builder.append(Leaves.hash(255))).hasMessage("no room for 0/000");
    assertThatThrownBy(() -> builder.append(Leaves.hash(256)))
        .hasMessageStartingWith("tiles must have been written");
  }

  /** Once a number of leaves did not fit an int, the place in a row must still be right. */
  @Test
  void aTreeOfManyLeavesGrowsOnInItsTiles() {
    for (long size :
        List.of((1L << 31) - 3, (1L << 32) - 3, (1L << 40) - 3, (1L << 56) - 3, (1L << 62) - 3)) {
      SimEntropy chance = SimEntropy.of(size);
      Map<Tile, byte[]> rows = new HashMap<>();
      for (Tile tile : Tile.partials(size)) {
        byte[] content = new byte[tile.sizeBytes()];
        chance.fill(content);
        rows.put(tile, content);
      }
      List<Tile> written = new ArrayList<>();
      Frontier frontier = frontierOf(size, rows);
      TileBuilder builder =
          TileBuilder.resume(
              frontier,
              tile -> beginning(rows, tile),
              hasher,
              (tile, content) -> {
                written.add(tile);
                byte[] before = beginning(rows, tile);
                assertThat(content).hasSize(8192);
                assertThat(Arrays.copyOf(content, before.length)).isEqualTo(before);
              });
      for (int i = 0; i < 300; i++) {
        Digest leaf = Leaves.hash(i);
        assertThatCode(() -> builder.append(leaf)).as("leaf %s", i).doesNotThrowAnyException();
        frontier.append(leaf, hasher);
      }
      assertThat(builder.frontier().encode()).isEqualTo(frontier.encode());
      int levels = Long.numberOfTrailingZeros(size + 3) / 8;
      assertThat(written).hasSize(levels + 1);
      assertThat(written.getLast()).isEqualTo(new Tile(0, (size + 3) / 256, 256));
      TileBuilder again = resume(frontier, tile -> builder.pending(tile).orElseThrow());
      assertThat(again.size()).isEqualTo(size + 300);
    }
  }

  /** The content of the partial tile that a tile began as; nothing if it began later. */
  private static byte[] beginning(Map<Tile, byte[]> rows, Tile wider) {
    return rows.entrySet().stream()
        .filter(row -> row.getKey().level() == wider.level())
        .filter(row -> row.getKey().index() == wider.index())
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(new byte[0]);
  }

  /** The frontier of the tree with these partial tiles: each is a small tree by itself. */
  private Frontier frontierOf(long size, Map<Tile, byte[]> rows) {
    List<Digest> nodes = new ArrayList<>();
    for (Tile tile : Tile.partials(size).reversed()) {
      Frontier row = Frontier.empty();
      for (int i = 0; i < tile.width(); i++) {
        row.append(Digest.of(beginning(rows, tile), 32 * i), hasher);
      }
      for (int height = 7; height >= 0; height--) {
        if ((tile.width() >>> height & 1) == 1) {
          nodes.add(row.node(height));
        }
      }
    }
    return Frontier.of(size, nodes);
  }

  private TileBuilder resume(Frontier frontier, TileSource partials) {
    return TileBuilder.resume(frontier, partials, hasher, (_, _) -> {});
  }

  private static void damaged(ThrowingCallable reading, Tile tile) {
    assertThatThrownBy(reading)
        .isInstanceOfSatisfying(
            MerkleException.TileDamaged.class,
            damage -> assertThat(damage.path()).isEqualTo(tile.path()))
        .hasMessageEndingWith(": tile '" + tile.path() + "'");
  }

  private static void same(TiledTree found, TiledTree expected) {
    assertThat(found.full().keySet()).isEqualTo(expected.full().keySet());
    found
        .full()
        .forEach((tile, content) -> assertThat(content).isEqualTo(expected.full().get(tile)));
    assertThat(found.builder().frontier().encode())
        .isEqualTo(expected.builder().frontier().encode());
    for (Tile tile : expected.builder().partials()) {
      assertThat(found.read(tile)).isEqualTo(expected.read(tile));
    }
  }
}
