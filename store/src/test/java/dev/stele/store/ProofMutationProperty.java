package dev.stele.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stele.trial.SimEntropy;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Whatever is done to a file, it proves what it proved before, or nothing; and nothing but a typed
 * failure is thrown. Each file has a signature of an unknown key, whose bytes do not matter.
 */
class ProofMutationProperty {

  private static final long SEED = 20_261_121;

  private enum Outcome {
    MALFORMED,
    REFUSED,
    PROVEN
  }

  private final ProofStore store = ProofStore.of(12, 1);
  private final TrustedLog log = store.trust();
  private final NoteSigner unknown = NoteSigner.generate("witness", SimEntropy.of(2));

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void aChangedNoteProvesItsTextOrNothing() {
    SignedNote note = SignedNote.sign("one\n\ntwo \u00E9\n", store.signer()).signedBy(unknown);
    Set<NoteVerifier> keys = Set.of(store.signer().verifier());
    hunt(note.toBytes(), bytes -> SignedNote.parse(bytes).verify(keys));
  }

  @Test
  void aChangedProofOfAnEntryProvesTheEntryOrNothing() {
    EntryProof proof = store.prove(6, 11, store.signed(11).signedBy(unknown));
    hunt(proof.toBytes(), bytes -> EntryProof.parse(bytes).verify(log));
  }

  @Test
  void aChangedProofWithoutPayloadProvesTheEntryOrNothing() {
    EntryProof proof = store.prove(6, 11, store.signed(11).signedBy(unknown)).withoutPayload();
    hunt(proof.toBytes(), bytes -> EntryProof.parse(bytes).verify(log));
  }

  @Test
  void aChangedProofOfGrowthProvesTheGrowthOrNothing() {
    GrowthProof right = store.proveGrowth(6, 11);
    GrowthProof proof =
        new GrowthProof(
            right.hashes(), right.older().signedBy(unknown), right.newer().signedBy(unknown));
    hunt(proof.toBytes(), bytes -> GrowthProof.parse(bytes).verify(log));
  }

  private static <T> void hunt(byte[] right, Function<byte[], ProofVerification<T>> judge) {
    T proven = judge.apply(right).orThrow();
    Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
    for (byte[] changed : mutations(right)) {
      Outcome outcome = outcome(changed, judge, proven);
      counts.merge(outcome, 1, Integer::sum);
    }
    assertThat(counts).as("outcomes").containsOnlyKeys(Outcome.values());
  }

  private static <T> Outcome outcome(
      byte[] changed, Function<byte[], ProofVerification<T>> judge, T proven) {
    try {
      ProofVerification<T> verification = judge.apply(changed);
      if (verification instanceof ProofVerification.Proven<T> found) {
        assertThat(found.what()).as(said(changed)).isEqualTo(proven);
        return Outcome.PROVEN;
      }
      return Outcome.REFUSED;
    } catch (ProofException.Malformed e) {
      return Outcome.MALFORMED;
    } catch (RuntimeException e) {
      throw new AssertionError(said(changed), e);
    }
  }

  private static String said(byte[] bytes) {
    return "seed " + SEED + ", file:\n" + new String(bytes, StandardCharsets.UTF_8);
  }

  private static List<byte[]> mutations(byte[] right) {
    List<byte[]> all = new ArrayList<>();
    for (int at = 0; at < right.length; at++) {
      byte old = right[at];
      for (int value : new int[] {old ^ 1, old ^ 0x80, '\n', '+', 0}) {
        byte[] changed = right.clone();
        changed[at] = (byte) value;
        all.add(changed);
      }
      all.add(spliced(right, at, at + 1, new byte[0]));
      all.add(spliced(right, at, at, new byte[] {old}));
      all.add(Arrays.copyOf(right, at));
    }
    lines(right, all);
    SimEntropy chance = SimEntropy.of(SEED);
    for (int i = 0; i < 500; i++) {
      all.add(shuffled(right, chance));
    }
    return all;
  }

  /** Lines that are left out, doubled, and swapped with the next. */
  private static void lines(byte[] right, List<byte[]> all) {
    int before = -1;
    int start = 0;
    for (int at = 0; at < right.length; at++) {
      if (right[at] == '\n') {
        byte[] line = Arrays.copyOfRange(right, start, at + 1);
        all.add(spliced(right, start, at + 1, new byte[0]));
        all.add(spliced(right, start, start, line));
        if (before >= 0) {
          byte[] cut = spliced(right, start, at + 1, new byte[0]);
          all.add(spliced(cut, before, before, line));
        }
        before = start;
        start = at + 1;
      }
    }
  }

  /** A piece of the file copied over, or between, some other place of it. */
  private static byte[] shuffled(byte[] right, SimEntropy chance) {
    int from = chance.below(right.length);
    int length = chance.below(Math.min(100, right.length - from) + 1);
    int at = chance.below(right.length);
    int end = Math.min(right.length, at + chance.below(100));
    return spliced(right, at, end, Arrays.copyOfRange(right, from, from + length));
  }

  private static byte[] spliced(byte[] bytes, int from, int to, byte[] piece) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(bytes, 0, from);
    all.writeBytes(piece);
    all.write(bytes, to, bytes.length - to);
    return all.toByteArray();
  }
}
