package dev.stele.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a tile: up to 256 neighbouring nodes of one height, 32 bytes each, as C2SP tlog-tiles
 * cuts a tree up. A full tile never changes; a partial one is the beginning of a full one to come.
 *
 * @param level the height of its nodes above the leaves, divided by 8; 0 to 63
 * @param index its place among the tiles of its level, from 0
 * @param width how many nodes it has, 1 to 256
 */
record Tile(int level, long index, int width) {

  /** How many levels of the tree one level of tiles spans. */
  static final int HEIGHT = 8;

  /** The width of a full tile. */
  static final int FULL = 1 << HEIGHT;

  /** The number of tile levels that a tree of at most 2^63 - 1 leaves can have. */
  static final int LEVELS = 8;

  private static final int LEVEL_MAX = 63;

  private static final Pattern PATH =
      Pattern.compile("(0|[1-9][0-9]?)/((?:x[0-9]{3}/)*[0-9]{3})(?:\\.p/([1-9][0-9]{0,2}))?");

  Tile {
    if (level < 0 || level > LEVEL_MAX) {
      throw new IllegalArgumentException("tile level must be 0 to 63, got: " + level);
    }
    if (index < 0) {
      throw new IllegalArgumentException("tile index must be >= 0, got: " + index);
    }
    if (width < 1 || width > FULL) {
      throw new IllegalArgumentException("tile width must be 1 to 256, got: " + width);
    }
  }

  /** Returns the partial tiles of a tree, the lowest first: one for each level that has one. */
  static List<Tile> partials(long treeSize) {
    List<Tile> tiles = new ArrayList<>();
    int level = 0;
    for (long count = treeSize; count > 0; count >>>= HEIGHT, level++) {
      int width = (int) (count % FULL);
      if (width > 0) {
        tiles.add(new Tile(level, count >>> HEIGHT, width));
      }
    }
    return tiles;
  }

  /**
   * Reads a path, as {@link #path} writes it.
   *
   * @return empty if the text is no such path
   */
  static Optional<Tile> parse(String path) {
    Matcher matcher = PATH.matcher(path);
    if (path.length() > 64 || !matcher.matches()) { // The longest path has 39 characters.
      return Optional.empty();
    }
    String digits = matcher.group(2).replace("x", "").replace("/", "");
    int level = Integer.parseInt(matcher.group(1));
    int width = matcher.group(3) == null ? FULL : Integer.parseInt(matcher.group(3));
    boolean isShortest = digits.length() == 3 || !digits.startsWith("000");
    boolean hasPartialWidth = matcher.group(3) == null || width < FULL;
    if (level > LEVEL_MAX || !isShortest || !hasPartialWidth) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Tile(level, Long.parseLong(digits), width));
    } catch (NumberFormatException _) { // More than a long holds.
      return Optional.empty();
    }
  }

  /** Returns the path after {@code tile/}: {@code <level>/<index>[.p/<width>]}. */
  String path() {
    StringBuilder number = new StringBuilder();
    long rest = index;
    number.append(String.format(Locale.ROOT, "%03d", rest % 1000));
    for (rest /= 1000; rest > 0; rest /= 1000) {
      number.insert(0, String.format(Locale.ROOT, "x%03d/", rest % 1000));
    }
    return level + "/" + number + (isFull() ? "" : ".p/" + width);
  }

  boolean isFull() {
    return width == FULL;
  }

  int sizeBytes() {
    return width * Digest.BYTES;
  }

  /**
   * Passes on the content of this tile.
   *
   * @throws IllegalArgumentException if its length is wrong
   */
  byte[] requireSize(byte[] content) {
    if (content.length != sizeBytes()) {
      throw new IllegalArgumentException(
          "tile " + path() + " must be " + sizeBytes() + " bytes, got: " + content.length);
    }
    return content;
  }

  /**
   * Hashes a whole subtree of nodes that stand side by side in the content of a tile.
   *
   * @param first the first of them
   * @param height the subtree's height above them, 0 to 8
   */
  static Digest subtree(byte[] content, int first, int height, MerkleHasher hasher) {
    if (height == 0) {
      return Digest.of(content, first * Digest.BYTES);
    }
    int middle = first + (1 << (height - 1));
    return hasher.node(
        subtree(content, first, height - 1, hasher), subtree(content, middle, height - 1, hasher));
  }
}
