package dev.stele.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stele.trial.SimEntropy;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LeafInputTest {

  private final MerkleHasher hasher = MerkleHasher.create();
  private final SimEntropy chance = SimEntropy.of(31);

  @Test
  void itsHashIsTheLeafOfTheEntryWhateverTheFormIs() {
    for (Entry.Kind kind : Entry.Kind.values()) {
      for (int headerBytes : List.of(0, 1, 300)) {
        for (int payloadBytes : List.of(0, 1, 5000)) {
          Entry full = full(kind, headerBytes, payloadBytes);
          LeafInput input = full.leafInput(hasher).orElseThrow();
          assertThat(input.leaf(hasher)).isEqualTo(full.leaf(hasher));
          Entry dropped = dropped(full);
          assertThat(dropped.leaf(hasher)).isEqualTo(full.leaf(hasher));
          assertThat(dropped.leafInput(hasher)).contains(input);
        }
      }
    }
  }

  @Test
  void itHoldsWhatTheEntryHoldsAndForThePayloadADigest() {
    Entry entry = full(Entry.Kind.DATA, 20, 30);
    LeafInput input = entry.leafInput(hasher).orElseThrow();
    assertThat(input.kind()).isEqualTo(Entry.Kind.DATA);
    assertThat(input.contentType()).isEqualTo(0xFE01);
    assertThat(input.keyGeneration()).isEqualTo(9);
    assertThat(input.header()).isEqualTo(entry.header());
    ByteBuffer salt = entry.salt().orElseThrow();
    assertThat(salt.remaining()).isEqualTo(LeafInput.SALT_BYTES);
    assertThat(input.payload()).isEqualTo(LeafInput.digest(salt, entry.payload(), hasher));
    assertThat(input.payload())
        .isNotEqualTo(LeafInput.digest(ByteBuffer.allocate(16), entry.payload(), hasher));
  }

  @Test
  void anEntryOfItsLeafAloneHasNone() {
    ByteBuffer frame = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
    Digest leaf = Digest.of(new byte[32]);
    EntryFormat.putLeaf(frame, Entry.Kind.LOST, leaf);
    Entry entry = new Entry(0, frame, 0, 0);
    assertThat(entry.leafInput(hasher)).isEmpty();
    assertThat(entry.salt()).isEmpty();
    assertThat(dropped(full(Entry.Kind.DATA, 3, 3)).salt()).isEmpty();
  }

  @Test
  void itIsEncodedAsTheFormatSays() {
    byte[] digest = new byte[32];
    digest[31] = 1;
    LeafInput input =
        new LeafInput(
            Entry.Kind.LOST, 0x0102, 7, ByteBuffer.wrap(new byte[] {5, 6}), Digest.of(digest));
    byte[] expected = new byte[12 + 2 + 32];
    System.arraycopy(new byte[] {1, 2, 2, 1, 7, 0, 0, 0, 2, 0, 0, 0, 5, 6}, 0, expected, 0, 14);
    expected[45] = 1;
    assertThat(input.encode()).isEqualTo(ByteBuffer.wrap(expected));
    assertThat(LeafInput.decode(ByteBuffer.wrap(expected))).contains(input);
  }

  @Test
  void eachEncodingHasOneInputAndOtherBytesHaveNone() {
    byte[] bytes = full(Entry.Kind.EPOCH, 5, 5).leafInput(hasher).orElseThrow().encode().array();
    List<LeafInput> seen = new ArrayList<>();
    for (int at = 0; at < bytes.length; at++) {
      for (int bit = 0; bit < Byte.SIZE; bit++) {
        byte[] changed = bytes.clone();
        changed[at] ^= (byte) (1 << bit);
        Optional<LeafInput> found = LeafInput.decode(ByteBuffer.wrap(changed));
        found.ifPresent(input -> assertThat(input.encode()).isEqualTo(ByteBuffer.wrap(changed)));
        found.ifPresent(seen::add);
        boolean isFixed = at == 0 || (at >= 8 && at < 12);
        assertThat(found.isEmpty() && isFixed).as("byte %d, bit %d", at, bit).isEqualTo(isFixed);
      }
    }
    assertThat(seen).doesNotHaveDuplicates();
    for (int length = 0; length < bytes.length; length++) {
      assertThat(LeafInput.decode(ByteBuffer.wrap(bytes, 0, length))).isEmpty();
    }
    assertThat(LeafInput.decode(ByteBuffer.allocate(bytes.length))).isEmpty();
  }

  @Test
  void aContentTypeThatNoEntryHasIsRefused() {
    Digest digest = Digest.of(new byte[32]);
    assertThatThrownBy(
            () -> new LeafInput(Entry.Kind.DATA, 65_536, 0, ByteBuffer.allocate(0), digest))
        .hasMessage("content type must be 0 to 65535, got: 65536");
  }

  private Entry full(Entry.Kind kind, int headerBytes, int payloadBytes) {
    ByteBuffer frame = ByteBuffer.allocate(8192).order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer header = random(headerBytes);
    NewEntry entry = new NewEntry(0xFE01, 9, header, random(payloadBytes));
    frame.position(40);
    EntryFormat.put(frame, kind, entry, random(16));
    return new Entry(3, frame, 40, 0);
  }

  private Entry dropped(Entry full) {
    ByteBuffer from = full.stored();
    int headerBytes = full.header().remaining();
    int length = (int) EntryFormat.lengthOf(headerBytes, Digest.BYTES);
    ByteBuffer frame = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    frame.put(0, from, 0, 24 + headerBytes);
    frame.putInt(4, length).put(8, Entry.Form.PAYLOAD_DROPPED.code).putInt(20, Digest.BYTES);
    frame.position(24 + headerBytes);
    LeafInput.digest(full.salt().orElseThrow(), full.payload(), hasher).copyTo(frame);
    return new Entry(3, frame, 0, 0);
  }

  private ByteBuffer random(int length) {
    byte[] bytes = new byte[length];
    chance.fill(bytes);
    return ByteBuffer.wrap(bytes);
  }
}
