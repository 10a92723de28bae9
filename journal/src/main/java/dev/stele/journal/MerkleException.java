package dev.stele.journal;

/** Stored or received parts of a Merkle tree are not what they must be. */
public abstract sealed class MerkleException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private MerkleException(String message) {
    super(message);
  }

  /** A caller asked to go on with a verified proof alone, and it was refused. */
  public static final class Unproven extends MerkleException {
    private static final long serialVersionUID = 1L;

    private final transient Verification.Refused refusal;

    Unproven(Verification.Refused refusal) {
      super(refusal.explanation());
      this.refusal = refusal;
    }

    /** Returns what the verifier said. */
    public Verification.Refused refusal() {
      return refusal;
    }
  }

  /** Bytes are not the stored form of a frontier. */
  public static final class FrontierDamaged extends MerkleException {
    private static final long serialVersionUID = 1L;

    private final int foundBytes;

    FrontierDamaged(String problem, int foundBytes) {
      super(problem);
      this.foundBytes = foundBytes;
    }

    /** Returns how many bytes were found. */
    public int foundBytes() {
      return foundBytes;
    }
  }

  /** The hashes of a tile have the wrong length, or do not belong to the tree. */
  public static final class TileDamaged extends MerkleException {
    private static final long serialVersionUID = 1L;

    private final String path;

    TileDamaged(String path, String expected, String found) {
      super("expected " + expected + ", found " + found + ": tile '" + path + "'");
      this.path = path;
    }

    /** Returns the path of the tile, as C2SP tlog-tiles writes it after {@code tile/}. */
    public String path() {
      return path;
    }
  }
}
