package dev.stele.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stele.journal.Digest;
import dev.stele.journal.Entry;
import dev.stele.journal.LeafInput;
import dev.stele.journal.MerkleHasher;
import dev.stele.journal.TreeHead;
import dev.stele.trial.SimEntropy;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EntryProofTest {

  private final MerkleHasher hasher = MerkleHasher.create();
  private final ProofStore store = ProofStore.of(21, 1);
  private final TrustedLog log = store.trust();

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void everyEntryIsProvenInEveryTreeThatHasIt() {
    for (long size = 1; size <= store.size(); size++) {
      for (long index = 0; index < size; index++) {
        EntryProof proof = EntryProof.parse(store.prove(index, size).toBytes());
        Entry entry = store.entryAt(index);
        ProvenEntry proven = proof.verify(log).orThrow();
        assertThat(proven.position()).isEqualTo(entry.position());
        assertThat(proven.leaf()).isEqualTo(entry.leaf(hasher));
        assertThat(proven.input()).isEqualTo(entry.leafInput(hasher));
        assertThat(proven.payload()).contains(entry.payload());
        assertThat(proven.checkpoint()).isEqualTo(store.checkpoint(size));
      }
    }
  }

  @Test
  void aPayloadCanBeWithheldAndTheHeaderIsStillProven() {
    EntryProof shown = store.prove(7, 21);
    EntryProof withheld = EntryProof.parse(shown.withoutPayload().toBytes());
    ProvenEntry proven = withheld.verify(log).orThrow();
    assertThat(proven.payload()).isEmpty();
    assertThat(proven.input().orElseThrow().header())
        .isEqualTo(StandardCharsets.UTF_8.encode("header 7"));
    assertThat(proven.leaf()).isEqualTo(shown.verify(log).orThrow().leaf());
    byte[] extra = Base64.getDecoder().decode(line(withheld, 1).substring("extra ".length()));
    String seen = new String(extra, StandardCharsets.ISO_8859_1);
    byte[] salt = new byte[16];
    store.entryAt(7).salt().orElseThrow().get(salt);
    assertThat(seen).contains("header 7").doesNotContain("payload 7");
    assertThat(seen).doesNotContain(new String(salt, StandardCharsets.ISO_8859_1));
  }

  @Test
  void theFileIsTheOneOfTheFormat() {
    EntryProof proof = store.prove(2, 3).withoutPayload();
    byte[] leaf = proof.leafInput().orElseThrow().encode().array();
    ByteBuffer extra = ByteBuffer.allocate(16 + leaf.length).order(ByteOrder.LITTLE_ENDIAN);
    extra.put("STELELEF".getBytes(StandardCharsets.US_ASCII)).putInt(1).putInt(leaf.length);
    extra.put(leaf);
    Base64.Encoder base64 = Base64.getEncoder();
    // The sibling of the third leaf of three is the node over the first two.
    Digest sibling = hasher.node(store.entryAt(0).leaf(hasher), store.entryAt(1).leaf(hasher));
    assertThat(new String(proof.toBytes(), StandardCharsets.UTF_8))
        .isEqualTo(
            "c2sp.org/tlog-proof@v1\n"
                + ("extra " + base64.encodeToString(extra.array()) + "\n")
                + "index 2\n"
                + (base64.encodeToString(sibling.toBytes()) + "\n")
                + "\n"
                + store.signed(3));
  }

  /** What another tool does with the record: SHA-256 of a zero byte and the record. */
  @Test
  void theLeafInputIsTheRecordOfOtherTools() {
    EntryProof proof = store.prove(4, 9);
    byte[] recorded = proof.leafInput().orElseThrow().encode().array();
    assertThat(hasher.leaf(recorded)).isEqualTo(proof.verify(log).orThrow().leaf());
  }

  @Test
  void aProofWithoutItsEntryNeedsTheLeafFromElsewhere() {
    TlogProof shown = TlogProof.parse(store.prove(5, 9).toBytes());
    TlogProof bare = new TlogProof(null, 5, shown.hashes(), shown.checkpoint());
    EntryProof proof = EntryProof.parse(bare.toBytes());
    Digest leaf = store.entryAt(5).leaf(hasher);
    assertThat(reason(proof.verify(log))).isEqualTo(ProofVerification.Reason.LEAF);
    ProvenEntry proven = proof.verifyLeaf(log, leaf).orThrow();
    assertThat(proven.leaf()).isEqualTo(leaf);
    assertThat(proven.input()).isEmpty();
    assertThat(proven.payload()).isEmpty();
    assertThat(proof.withoutPayload()).isEqualTo(proof);
    Digest other = store.entryAt(6).leaf(hasher);
    assertThat(reason(proof.verifyLeaf(log, other))).isEqualTo(ProofVerification.Reason.ROOT);
  }

  @Test
  void aLeafKnownFromElsewhereMustBeTheOneShown() {
    EntryProof proof = store.prove(5, 9);
    Digest leaf = store.entryAt(5).leaf(hasher);
    assertThat(proof.verifyLeaf(log, leaf)).isEqualTo(proof.verify(log));
    Digest other = store.entryAt(6).leaf(hasher);
    assertThat(proof.verifyLeaf(log, other))
        .isEqualTo(
            new ProofVerification.Refused<ProvenEntry>(
                ProofVerification.Reason.LEAF, "expected leaf " + other + ", found " + leaf));
  }

  @Test
  void anotherPayloadIsRefused() {
    TlogProof right = TlogProof.parse(store.prove(5, 9).toBytes());
    ByteBuffer extra = ByteBuffer.wrap(extra(right));
    int last = extra.capacity() - 1;
    extra.put(last, (byte) (extra.get(last) ^ 1));
    TlogProof changed = new TlogProof(extra, 5, right.hashes(), right.checkpoint());
    assertThat(reason(EntryProof.parse(changed.toBytes()).verify(log)))
        .isEqualTo(ProofVerification.Reason.PAYLOAD);
  }

  @Test
  void anotherHeaderIsRefusedByTheRoot() {
    LeafInput input = store.entryAt(5).leafInput(hasher).orElseThrow();
    LeafInput forged =
        new LeafInput(
            input.kind(),
            input.contentType(),
            input.keyGeneration(),
            StandardCharsets.UTF_8.encode("header 6"),
            input.payload());
    TlogProof right = TlogProof.parse(store.prove(5, 9).toBytes());
    TlogProof changed =
        new TlogProof(new Disclosure(forged, null).encode(), 5, right.hashes(), right.checkpoint());
    assertThat(reason(EntryProof.parse(changed.toBytes()).verify(log)))
        .isEqualTo(ProofVerification.Reason.ROOT);
  }

  @Test
  void anotherPlaceIsRefused() {
    TlogProof right = TlogProof.parse(store.prove(5, 9).toBytes());
    assertThat(reason(at(right, 4))).isEqualTo(ProofVerification.Reason.ROOT);
    assertThat(reason(at(right, 8))).isEqualTo(ProofVerification.Reason.HASH_COUNT);
    assertThat(reason(at(right, 9))).isEqualTo(ProofVerification.Reason.INDEX);
    assertThat(reason(at(right, Long.MAX_VALUE))).isEqualTo(ProofVerification.Reason.INDEX);
  }

  private ProofVerification<ProvenEntry> at(TlogProof proof, long index) {
    TlogProof moved = new TlogProof(proof.extra(), index, proof.hashes(), proof.checkpoint());
    return EntryProof.parse(moved.toBytes()).verify(log);
  }

  @Test
  void aRootThatIsNotTheTreesIsRefused() {
    TreeHead head = new TreeHead(9, Digest.of(new byte[32]));
    SignedNote wrong = Checkpoint.of(store.origin(), head).sign(store.signer());
    assertThat(reason(store.prove(5, 9, wrong).verify(log)))
        .isEqualTo(ProofVerification.Reason.ROOT);
  }

  @Test
  void whoeverIsNotTrustedProvesNothing() {
    EntryProof proof = store.prove(5, 9);
    NoteSigner stranger = NoteSigner.generate(store.origin().toString(), SimEntropy.of(9));
    TrustedLog strange = TrustedLog.of(store.origin(), stranger.verifier());
    assertThat(reason(proof.verify(strange))).isEqualTo(ProofVerification.Reason.UNKNOWN_KEY);
    LogOrigin restored = new LogOrigin(store.origin().name(), new UUID(1, 2));
    TrustedLog other = TrustedLog.of(restored, store.signer().verifier());
    assertThat(reason(proof.verify(other))).isEqualTo(ProofVerification.Reason.LINEAGE);
    LogOrigin renamed = new LogOrigin("example.com/bills", store.origin().lineage());
    TrustedLog another = TrustedLog.of(renamed, store.signer().verifier());
    assertThat(reason(proof.verify(another))).isEqualTo(ProofVerification.Reason.ORIGIN);
    String forged = store.signed(9).toString().replace("\n9\n", "\n8\n");
    SignedNote note = SignedNote.parse(forged.getBytes(StandardCharsets.UTF_8));
    assertThat(reason(log.verify(note))).isEqualTo(ProofVerification.Reason.SIGNATURE);
  }

  @Test
  void aProofOfAnotherEntryOrSizeIsNotPutTogether() {
    assertThatThrownBy(() -> store.prove(5, 9, store.signed(10)))
        .hasMessage("proof must be of the entry 5 and the size 10, got: 5 and 9");
    assertThatThrownBy(() -> store.prove(5, 9, SignedNote.sign("x\n", store.signer())))
        .isInstanceOf(ProofException.Malformed.class);
  }

  @Test
  void anExtraLineThatShowsNoEntryIsRefused() {
    TlogProof right = TlogProof.parse(store.prove(5, 9).toBytes());
    byte[] ours = extra(right);
    for (int at : List.of(0, 7, 8, 10, 11, 12, 13, 14, 15)) {
      byte[] changed = ours.clone();
      changed[at] ^= (byte) 0x80;
      refusesExtra(right, changed);
    }
    byte[] flagged = ours.clone();
    flagged[9] = 2;
    refusesExtra(right, flagged);
    flagged[9] = 0;
    refusesExtra(right, flagged);
    refusesExtra(right, new byte[0]);
    refusesExtra(right, "extra information".getBytes(StandardCharsets.UTF_8));
    for (int saltBytes = 0; saltBytes < 16; saltBytes++) {
      int length = 16 + ByteBuffer.wrap(ours).order(ByteOrder.LITTLE_ENDIAN).getInt(12) + saltBytes;
      refusesExtra(right, Arrays.copyOf(ours, length));
    }
  }

  private static void refusesExtra(TlogProof right, byte[] extra) {
    TlogProof changed =
        new TlogProof(ByteBuffer.wrap(extra), 5, right.hashes(), right.checkpoint());
    assertThatThrownBy(() -> EntryProof.parse(changed.toBytes()))
        .isInstanceOf(ProofException.Malformed.class)
        .hasMessage("extra must show an entry, and nothing else: line 2");
  }

  private static byte[] extra(TlogProof proof) {
    ByteBuffer extra = Objects.requireNonNull(proof.extra());
    byte[] bytes = new byte[extra.remaining()];
    extra.slice().get(bytes);
    return bytes;
  }

  private static String line(EntryProof proof, int number) {
    return new String(proof.toBytes(), StandardCharsets.UTF_8).split("\n", -1)[number];
  }

  private static ProofVerification.Reason reason(ProofVerification<?> verification) {
    assertThat(verification).isInstanceOf(ProofVerification.Refused.class);
    return ((ProofVerification.Refused<?>) verification).reason();
  }
}
