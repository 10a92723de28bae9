package dev.stele.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stele.trial.SimEntropy;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Names of tiles. What the specification says: C2SP/C2SP, tlog-tiles.md, commit 0ad71eb1f1b9. */
class TileTest {

  @Test
  void pathsAreThoseOfTheSpecification() {
    assertThat(new Tile(0, 1_234_067, 256).path()).isEqualTo("0/x001/x234/067");
    assertThat(new Tile(0, 1_234_067, 112).path()).isEqualTo("0/x001/x234/067.p/112");
    assertThat(new Tile(0, 0, 256).path()).isEqualTo("0/000");
    assertThat(new Tile(63, 999, 1).path()).isEqualTo("63/999.p/1");
    assertThat(new Tile(2, 1000, 255).path()).isEqualTo("2/x001/000.p/255");
    assertThat(new Tile(7, Long.MAX_VALUE, 255).path())
        .isEqualTo("7/x009/x223/x372/x036/x854/x775/807.p/255");
  }

  /** "A tree of size 70,000 …" and "a tree of size 256 …" */
  @Test
  void theTilesOfATreeAreThoseOfTheSpecification() {
    assertThat(Tile.partials(70_000))
        .containsExactly(new Tile(0, 273, 112), new Tile(1, 1, 17), new Tile(2, 0, 1));
    assertThat(Tile.partials(256)).containsExactly(new Tile(1, 0, 1));
    assertThat(Tile.partials(0)).isEmpty();
    assertThat(Tile.partials(Long.MAX_VALUE))
        .hasSize(Tile.LEVELS)
        .endsWith(new Tile(6, 127, 255), new Tile(7, 0, 127));
  }

  @Test
  void aPathReadsBack() {
    SimEntropy chance = SimEntropy.of(3);
    for (int round = 0; round < 20_000; round++) {
      long index = chance.nextLong() >>> 1 >>> chance.below(63);
      Tile tile = new Tile(chance.below(64), index, 1 + chance.below(256));
      assertThat(Tile.parse(tile.path())).hasValue(tile);
    }
  }

  @Test
  void whatIsNoPathIsNone() {
    for (String text :
        List.of(
            "",
            "0",
            "0/",
            "/000",
            "0/00",
            "0/0000",
            "00/000",
            "01/000",
            "64/000",
            "-1/000",
            "0/x000/000",
            "0/x000/001",
            "0/001/000",
            "0/x001",
            "0/x001/",
            "0/X001/000",
            "0/x001/x000",
            "0/000.p/0",
            "0/000.p/256",
            "0/000.p/01",
            "0/000.p/",
            "0/000.p/-1",
            "0/000.p/999",
            "0/000 ",
            " 0/000",
            "0/000\n",
            "0/٠٠٠",
            "entries/000",
            "0/x009/x223/x372/x036/x854/x775/808",
            "0/x001/x000/x000/x000/x000/x000/x000/000",
            "0/" + "x999/".repeat(10_000) + "000")) {
      assertThat(Tile.parse(text)).as(text).isEmpty();
    }
  }

  @Test
  void anyTextIsTheOnePathOfATileOrNone() {
    long seed = 5;
    SimEntropy chance = SimEntropy.of(seed);
    String signs = "0123456789x/.p0/x";
    int tiles = 0;
    for (int round = 0; round < 100_000; round++) {
      StringBuilder text = new StringBuilder(chance.below(2) == 0 ? "" : "3/x001/234");
      for (int i = chance.below(9); i > 0; i--) {
        int at = chance.below(text.length() + 1);
        text.insert(at, signs.charAt(chance.below(signs.length())));
      }
      Optional<Tile> tile = Tile.parse(text.toString());
      if (tile.isPresent()) {
        assertThat(tile.get().path()).as("seed %s, round %s", seed, round).hasToString(text + "");
        tiles++;
      }
    }
    assertThat(tiles).isGreaterThan(1000);
  }

  @Test
  void whatIsNoTileIsRefused() {
    assertThatThrownBy(() -> new Tile(64, 0, 1)).hasMessage("tile level must be 0 to 63, got: 64");
    assertThatThrownBy(() -> new Tile(-1, 0, 1)).hasMessage("tile level must be 0 to 63, got: -1");
    assertThatThrownBy(() -> new Tile(0, -1, 1)).hasMessage("tile index must be >= 0, got: -1");
    assertThatThrownBy(() -> new Tile(0, 0, 0)).hasMessage("tile width must be 1 to 256, got: 0");
    assertThatThrownBy(() -> new Tile(0, 0, 257))
        .hasMessage("tile width must be 1 to 256, got: 257");
  }
}
