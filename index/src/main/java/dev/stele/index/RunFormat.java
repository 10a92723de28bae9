package dev.stele.index;

import dev.stele.ground.Mapping;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * A run on disk, little-endian, in pages of 4 KiB; each section begins at a page.
 *
 * <pre>
 *      0  CRC32C, 4            of the other bytes of the first page
 *      4  format, 2            1
 *      6  zeros, 2
 *      8  magic "STELERUN", 8
 *     16  lineage, 16          of the log
 *     32  first position, 8
 *     40  end position, 8
 *     48  seal, 32             of the log before the end position
 *     80  number of terms, 8
 *     88  number of postings, 8
 *     96  bytes of lists, 8
 *    104  bytes of blocks, 8
 *    112  zeros
 *   4096  locators, 8 each     of each position from the first on; -1 for none
 *         radix, 8 each        2^r + 1: how many terms are below a prefix of r bits
 *         filter, 64 each      blocked Bloom filter
 *         terms, 16 each       term; its only position, or the complement of where its list is
 *         lists                number of postings, 8; for each 128: first position, 8; block, 8
 *         blocks               of a list's 128 positions all but the first, as differences
 *         page checksums       pages of 1023 CRC32C each, and the CRC32C of these
 * </pre>
 *
 * <p>How many bits r has and how many blocks the filter has follows from the number of terms, and
 * where a section begins from what is before it: there is no offset in a run that could disagree.
 */
final class RunFormat {

  static final int FORMAT = 1;
  static final int PAGE_BITS = 12;
  static final int PAGE = 1 << PAGE_BITS;

  /** Checksums in one page of them; the last place is for its own. */
  static final int CHECKSUMS = PAGE / Integer.BYTES - 1;

  static final int TERM_BYTES = 16;
  static final int ENTRY_BYTES = 16;
  static final int BLOCK = 128;
  static final int FILTER_BLOCK = 64;

  /** A difference of two positions as a varint, at most. */
  static final int VARINT_BYTES = 9;

  private static final long MAGIC = 0x4E5552454C455453L; // "STELERUN" in the order of the bytes.
  private static final int FILTER_BITS_PER_TERM = 10;
  private static final int PROBES = 7;

  /** A bucket of the radix table holds at most so many terms on average, half as many at least. */
  private static final int BUCKET = 32;

  private RunFormat() {}

  /** Which state of which log a run is of. */
  record Identity(UUID lineage, long first, long end, ByteBuffer seal) {}

  /**
   * What a run says of itself.
   *
   * @param lists bytes of the section
   * @param blocks bytes of the section
   */
  record Header(Identity identity, long terms, long postings, long lists, long blocks) {

    int radixBits() {
      return RunFormat.radixBits(terms);
    }

    long filterBlocks() {
      return RunFormat.filterBlocks(terms);
    }

    long locatorsAt() {
      return PAGE;
    }

    long radixAt() {
      return behind(locatorsAt(), (identity.end - identity.first) * Long.BYTES);
    }

    long filterAt() {
      return behind(radixAt(), ((1L << radixBits()) + 1) * Long.BYTES);
    }

    long termsAt() {
      return behind(filterAt(), filterBlocks() * FILTER_BLOCK);
    }

    long listsAt() {
      return behind(termsAt(), terms * TERM_BYTES);
    }

    long blocksAt() {
      return behind(listsAt(), lists);
    }

    long checksumsAt() {
      return behind(blocksAt(), blocks);
    }

    long pageCount() {
      return checksumsAt() >>> PAGE_BITS;
    }

    long fileBytes() {
      return checksumsAt() + (pageCount() + CHECKSUMS - 1) / CHECKSUMS * PAGE;
    }

    /** Whether each number is possible in a file of that length; only then do the sums not wrap. */
    private boolean fits(long fileBytes) {
      return identity.first >= 0
          && identity.end > identity.first
          && identity.end - identity.first <= fileBytes / Long.BYTES
          && terms >= 0
          && terms <= fileBytes / TERM_BYTES
          && lists >= 0
          && lists <= fileBytes
          && blocks >= 0
          && blocks <= fileBytes
          && postings >= terms
          && fileBytes() == fileBytes;
    }
  }

  private static long behind(long at, long bytes) {
    return (at + bytes + PAGE - 1) & -PAGE;
  }

  static int radixBits(long terms) {
    return terms <= BUCKET ? 0 : Long.SIZE - Long.numberOfLeadingZeros((terms - 1) / BUCKET);
  }

  /** The bucket of a term in a radix table. */
  static long bucket(long term, int radixBits) {
    return radixBits == 0 ? 0 : term >>> (Long.SIZE - radixBits);
  }

  static long filterBlocks(long terms) {
    int blockBits = FILTER_BLOCK * Byte.SIZE;
    return Math.max(1, (terms * FILTER_BITS_PER_TERM + blockBits - 1) / blockBits);
  }

  /** The filter's block of a term. Rises with the term, so that a filter is written in one pass. */
  static long filterBlock(long term, long filterBlocks) {
    return Math.unsignedMultiplyHigh(term, filterBlocks);
  }

  /** Sets the bits of a term in its block. */
  static void addTo(byte[] block, long term) {
    long bits = probes(term);
    for (int i = 0; i < PROBES; i++, bits >>>= 9) {
      block[(int) (bits >>> 3) & 63] |= (byte) (1 << (int) (bits & 7));
    }
  }

  /** Tells whether a term may be among those whose bits are set. */
  static boolean mayContain(byte[] block, long term) {
    long bits = probes(term);
    for (int i = 0; i < PROBES; i++, bits >>>= 9) {
      if ((block[(int) (bits >>> 3) & 63] & (1 << (int) (bits & 7))) == 0) {
        return false;
      }
    }
    return true;
  }

  /** 63 bits, independent of the high ones that chose the block: MurmurHash3's finaliser. */
  private static long probes(long term) {
    long mixed = (term ^ (term >>> 33)) * 0xFF51AFD7ED558CCDL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xC4CEB9FE1A85EC53L;
    return mixed ^ (mixed >>> 33);
  }

  /** How long the list of a term is, its blocks apart. */
  static long listBytes(long postings) {
    return postings == 1 ? 0 : Long.BYTES + (postings + BLOCK - 1) / BLOCK * ENTRY_BYTES;
  }

  static ByteBuffer encode(Header header) {
    ByteBuffer page = ByteBuffer.allocate(PAGE).order(ByteOrder.LITTLE_ENDIAN);
    Identity of = header.identity;
    page.putInt(0).putShort((short) FORMAT).putShort((short) 0).putLong(MAGIC);
    page.putLong(of.lineage.getMostSignificantBits());
    page.putLong(of.lineage.getLeastSignificantBits());
    page.putLong(of.first).putLong(of.end).put(of.seal.duplicate());
    page.putLong(header.terms).putLong(header.postings);
    page.putLong(header.lists).putLong(header.blocks);
    page.putInt(0, checksum(page.array(), Integer.BYTES, PAGE - Integer.BYTES));
    return page.clear();
  }

  /**
   * Reads what a run says of itself; empty if it is damaged, of another format, or another length
   * is meant. Allocates one page, whatever the bytes are.
   */
  static Optional<Header> decode(Mapping file) {
    if (file.size() < PAGE) {
      return Optional.empty();
    }
    ByteBuffer page = ByteBuffer.allocate(PAGE).order(ByteOrder.LITTLE_ENDIAN);
    file.read(0, page);
    UUID lineage = new UUID(page.getLong(16), page.getLong(24));
    ByteBuffer seal = page.slice(48, SealSource.SEAL_BYTES);
    Header header =
        new Header(
            new Identity(lineage, page.getLong(32), page.getLong(40), seal),
            page.getLong(80),
            page.getLong(88),
            page.getLong(96),
            page.getLong(104));
    boolean isWhole =
        page.getInt(0) == checksum(page.array(), Integer.BYTES, PAGE - Integer.BYTES)
            && page.getLong(8) == MAGIC
            && page.getShort(4) == FORMAT
            && header.fits(file.size());
    return isWhole ? Optional.of(header) : Optional.empty();
  }

  static int checksum(byte[] bytes, int from, int count) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, from, count);
    return (int) checksum.getValue();
  }
}
