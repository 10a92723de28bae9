package dev.stele.journal;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/**
 * The index of the segment that is written, in memory: about 32 bytes for each entry. Safe for
 * several threads: one appends, others read.
 */
final class GrowingIndex implements SegmentIndex {

  /** Nodes are held in pieces of a tile's size, so that growing copies nothing. */
  private static final int PIECE_BYTES = Tile.FULL * Digest.BYTES;

  // All guarded by this.
  private final MerkleHasher hasher = MerkleHasher.create();
  private final long firstPosition;
  private final Frontier frontier;
  private final Places places = new Places();
  private final List<Row> rows = new ArrayList<>();

  /** Leaves that are not in the frontier and the rows yet. */
  private final Deque<Supplier<List<Digest>>> pending = new ArrayDeque<>();

  /** No memory was left in the middle of hashing, for example. */
  private boolean isBroken;

  /** The nodes of one level. */
  private static final class Row {
    private final List<byte[]> pieces = new ArrayList<>();
    private long count;

    void add(Digest node) {
      int at = (int) (count * Digest.BYTES % PIECE_BYTES);
      if (at == 0) {
        pieces.add(new byte[PIECE_BYTES]);
      }
      node.copyTo(pieces.getLast(), at);
      count++;
    }

    void copy(long from, ByteBuffer target) {
      long at = from * Digest.BYTES;
      while (target.hasRemaining()) {
        int inPiece = (int) (at % PIECE_BYTES);
        int length = Math.min(target.remaining(), PIECE_BYTES - inPiece);
        target.put(pieces.get((int) (at / PIECE_BYTES)), inPiece, length);
        at += length;
      }
    }
  }

  /** Makes the index of a segment without entries. */
  GrowingIndex(SegmentFormat.Header header) {
    this.frontier = header.frontier().copy();
    this.firstPosition = frontier.size();
    for (int level = 0; level < Tile.LEVELS; level++) {
      rows.add(new Row());
    }
  }

  /** Goes on where a stored index ended. */
  GrowingIndex(SegmentFormat.Header header, StoredIndex stored, Frontier reached) {
    this.firstPosition = header.firstPosition();
    this.frontier = reached.copy();
    for (int i = 0; i < stored.places().count(); i++) {
      places.add(stored.places().get(i));
    }
    for (int level = 0; level < Tile.LEVELS; level++) {
      Row row = new Row();
      long first = firstPosition >>> (level * Tile.HEIGHT);
      long count = (frontier.size() >>> (level * Tile.HEIGHT)) - first;
      for (long i = 0; i < count; i += Tile.FULL) {
        int length = (int) Math.min(Tile.FULL, count - i) * Digest.BYTES;
        byte[] piece = new byte[PIECE_BYTES];
        stored.nodes(level, first + i, ByteBuffer.wrap(piece, 0, length));
        row.pieces.add(piece);
      }
      row.count = count;
      rows.add(row);
    }
  }

  /** Adds a frame: its place, and the leaves of its entries in order. */
  synchronized void add(FrameScanner.Place place, List<Digest> leaves) {
    catchUp();
    places.offer(place);
    append(leaves);
  }

  /** Adds a frame whose leaves are being hashed: they are asked for when somebody needs them. */
  synchronized void addLater(FrameScanner.Place place, Supplier<List<Digest>> leaves) {
    places.offer(place);
    pending.add(leaves);
  }

  /**
   * Hashes the nodes above the leaves that were added. Done when somebody asks for one; or by the
   * writer once its callers go on, so that they need not wait for it.
   */
  synchronized void catchUp() {
    while (!pending.isEmpty()) {
      append(pending.getFirst().get());
      pending.removeFirst();
    }
  }

  private void append(List<Digest> leaves) {
    if (isBroken) {
      throw new IllegalStateException("index must be whole, got: one that failed half way");
    }
    isBroken = true;
    for (Digest leaf : leaves) {
      frontier.append(leaf, hasher, this::completed);
    }
    isBroken = false;
  }

  private void completed(int level, Digest node) {
    if (level % Tile.HEIGHT == 0) {
      rows.get(level / Tile.HEIGHT).add(node);
    }
  }

  /** Returns a copy of the frontier behind the last entry. */
  synchronized Frontier frontier() {
    catchUp();
    return frontier.copy();
  }

  @Override
  public synchronized FrameScanner.Place placeBefore(long position) {
    return places.count() == 0
        ? new FrameScanner.Place(firstPosition, SegmentFormat.HEADER_BYTES, 0)
        : places.before(position);
  }

  @Override
  public synchronized void nodes(int level, long first, ByteBuffer target) {
    catchUp();
    rows.get(level).copy(first - (firstPosition >>> (level * Tile.HEIGHT)), target);
  }

  /** The stored form, for a segment that ends behind the last entry. */
  synchronized List<ByteBuffer> encode(SegmentFormat.Header header, long endBytes) {
    catchUp();
    List<ByteBuffer> body = new ArrayList<>();
    body.add(IndexFormat.encode(places));
    for (Row row : rows) {
      long rest = row.count * Digest.BYTES;
      for (byte[] piece : row.pieces) {
        body.add(ByteBuffer.wrap(piece, 0, (int) Math.min(rest, PIECE_BYTES)).slice());
        rest -= PIECE_BYTES;
      }
    }
    IndexFormat.Header own =
        new IndexFormat.Header(
            header.salt(),
            firstPosition,
            frontier.size(),
            endBytes,
            places.count(),
            IndexFormat.checksum(body));
    body.addFirst(IndexFormat.encode(own));
    return body;
  }
}
