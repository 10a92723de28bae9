package dev.stele.journal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * An entry as it was read, its checksum verified. Immutable; keeps alive the memory it was read
 * into, up to 1 MiB and its own batch.
 */
public final class Entry {

  /** Who wrote an entry. */
  public enum Kind {
    /** A caller of {@link Journal#append}. */
    DATA(0),
    /** The journal itself, at each writable opening; header and payload are empty. */
    EPOCH(1),
    /**
     * A salvage, in the place of an entry that was no longer whole; header and payload are empty.
     */
    LOST(2);

    /** How it is stored. */
    final byte code;

    Kind(int code) {
      this.code = (byte) code;
    }
  }

  /** How much of an entry is still there. */
  public enum Form {
    /** All of it. */
    FULL(1),
    /** The header, and of the payload a digest. */
    PAYLOAD_DROPPED(2),
    /** The hash of its leaf: that it was there can be proven, not what it was. */
    LEAF_ONLY(3);

    /** How it is stored. */
    final byte code;

    Form(int code) {
      this.code = (byte) code;
    }
  }

  private final long position;
  private final ByteBuffer frame;
  private final int at;
  private final long locator;

  /** A valid entry among the bytes of its frame, which nobody changes any more. */
  Entry(long position, ByteBuffer frame, int at, long locator) {
    this.position = position;
    this.frame = frame;
    this.at = at;
    this.locator = locator;
  }

  /** Returns its place. */
  public Position position() {
    return new Position(position);
  }

  /**
   * Returns where it lies, as a number that {@link JournalReader#entry} takes: 0 or more, and good
   * for as long as nothing rewrites the segment.
   */
  public long locator() {
    return locator;
  }

  /** Returns who wrote it. */
  public Kind kind() {
    return EntryFormat.kind(frame, at);
  }

  /** Returns how much of it there is. */
  public Form form() {
    return EntryFormat.form(frame, at);
  }

  /** Returns what the payload is, 0 to 65,535; 0 in the form {@link Form#LEAF_ONLY}. */
  public int contentType() {
    return EntryFormat.contentType(frame, at);
  }

  /** Returns the generation of the key that sealed the payload, 0 if none did. */
  public int keyGeneration() {
    return EntryFormat.keyGeneration(frame, at);
  }

  /** Returns a view of the bytes that stay when the payload is erased. */
  public ByteBuffer header() {
    return view(at + EntryFormat.FIXED_BYTES, EntryFormat.headerBytes(frame, at));
  }

  /** Returns a view of the payload; empty unless the form is {@link Form#FULL}. */
  public ByteBuffer payload() {
    if (form() != Form.FULL) {
      return ByteBuffer.allocate(0);
    }
    int saltAt = at + EntryFormat.FIXED_BYTES + EntryFormat.headerBytes(frame, at);
    int length = EntryFormat.storedBytes(frame, at) - EntryFormat.SALT_BYTES;
    return view(saltAt + EntryFormat.SALT_BYTES, length);
  }

  private ByteBuffer view(int from, int length) {
    return frame.slice(from, length).asReadOnlyBuffer();
  }

  /**
   * Returns the hash of its leaf in the Merkle tree of the journal, at the index that is its
   * position; computed from its bytes unless the form is {@link Form#LEAF_ONLY}.
   */
  public Digest leaf(MerkleHasher hasher) {
    return LeafFormat.hash(frame, at, hasher);
  }

  /**
   * Returns what the leaf is the hash of, so that somebody who has no journal can compute it; empty
   * in the form {@link Form#LEAF_ONLY}.
   */
  public Optional<LeafInput> leafInput(MerkleHasher hasher) {
    if (form() == Form.LEAF_ONLY) {
      return Optional.empty();
    }
    Digest payload = LeafFormat.payload(frame, at, hasher);
    return Optional.of(new LeafInput(kind(), contentType(), keyGeneration(), header(), payload));
  }

  /**
   * Returns a view of the salt that stands before the payload in its digest; empty unless the form
   * is {@link Form#FULL}. Whoever is given it can try payloads until one fits.
   */
  public Optional<ByteBuffer> salt() {
    if (form() != Form.FULL) {
      return Optional.empty();
    }
    int saltAt = at + EntryFormat.FIXED_BYTES + EntryFormat.headerBytes(frame, at);
    return Optional.of(view(saltAt, EntryFormat.SALT_BYTES));
  }

  /** The stored form, as it stands in a frame. */
  ByteBuffer stored() {
    return frame.slice(at, EntryFormat.lengthAt(frame, at)).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Returns position, kind, form and sizes, for people. */
  @Override
  public String toString() {
    return "entry "
        + position
        + " ("
        + kind()
        + ", "
        + form()
        + ", header "
        + header().remaining()
        + " bytes, payload "
        + payload().remaining()
        + " bytes)";
  }
}
