package dev.stele.proving;

import java.util.List;

/** Wrong variants of notes, checkpoints and proofs, and of what they show of a leaf. */
final class NoteMutants {

  private static final String NOTES = "SignedNoteTest#";
  private static final String PROOFS = "EntryProofTest#";
  private static final String GROWTH = "GrowthProofTest#";

  static final List<Mutant> ALL =
      List.of(
          // The leaf.
          Mutant.of(
              "a leaf's input of another length is read",
              "journal/LeafInput",
              "kind == null || headerBytes != bytes.limit() - FIXED_BYTES - Digest.BYTES",
              "kind == null || headerBytes < 0 || headerBytes > bytes.limit() - 44",
              "LeafInputTest#eachEncodingHasOneInputAndOtherBytesHaveNone"),
          Mutant.of(
              "a leaf's input of any version is read",
              "journal/LeafInput",
              " || bytes.get(0) != LeafFormat.VERSION",
              "",
              "LeafInputTest#eachEncodingHasOneInputAndOtherBytesHaveNone"),
          Mutant.of(
              "the digest of a payload leaves out the salt",
              "journal/LeafInput",
              ".add(salt, salt.position(), salt.remaining())",
              "",
              "LeafInputTest#itHoldsWhatTheEntryHoldsAndForThePayloadADigest"),
          // Keys.
          Mutant.of(
              "the scalar of a seed is not clamped",
              "store/Edwards25519",
              "scalar[0] &= (byte) 0xF8;",
              "",
              "NoteKeyTest#thePublicKeyOfASeedIsThePublishedOne"),
          Mutant.of(
              "the hash of a key leaves out the algorithm",
              "store/NoteVerifier",
              "sha256.update(ED25519);",
              "",
              "NoteKeyTest#theHashInAnIdIsOverNameAlgorithmAndKey"),
          Mutant.of(
              "the hash in the text of a key is not compared",
              "store/KeyText",
              "if (!expected.equals(hash)) {",
              "if (hash.isEmpty()) {",
              "NoteKeyTest#whatIsNoPublicKeyIsRefused"),
          Mutant.of(
              "a key of any algorithm is read",
              "store/KeyText",
              "if (all[0] != NoteVerifier.ED25519) {",
              "if (all.length == 0) {",
              "NoteKeyTest#whatIsNoPublicKeyIsRefused"),
          // Notes.
          Mutant.of(
              "a wrong signature of a known key is passed over",
              "store/SignedNote",
              "if (!key.get().verifies(message, signature.toBytes())) {",
              "if (!key.get().verifies(message, signature.toBytes()) && !isSigned) {",
              NOTES + "aKnownKeyWhoseSignatureIsWrongRefusesTheNoteThoughAnotherIsRight"),
          Mutant.of(
              "no signature of a known key is needed",
              "store/SignedNote",
              "boolean isSigned = false;",
              "boolean isSigned = true;",
              NOTES + "withoutAKnownKeyNothingIsProven"),
          Mutant.of(
              "a key is known by its name alone",
              "store/SignedNote",
              "each.id().equals(signature.key())",
              "each.id().name().equals(signature.key().name())",
              NOTES + "aSharedNameOrHashMakesNoKeyKnown"),
          Mutant.of(
              "the text ends at the first blank line",
              "store/SignedNote",
              "for (int i = bytes.length - 1; i > 0; i--) {",
              "for (int i = 1; i < bytes.length; i++) {",
              NOTES + "aTextWithBlankLinesEndsAtTheLastOne"),
          Mutant.of(
              "a note has as many signatures as it likes",
              "store/SignedNote",
              "if (signatures.size() == MOST_SIGNATURES) {",
              "if (signatures.size() < 0) {",
              NOTES + "whatIsNoNoteIsRefused"),
          Mutant.of(
              "a note may have control characters",
              "store/Lines",
              "} else if (each >= 0 && each < ' ') {",
              "} else if (each == 0x7F) {",
              NOTES + "whatIsNoNoteIsRefused"),
          Mutant.of(
              "base 64 is read in any form",
              "store/Base64Text",
              "return Arrays.equals(Base64.getEncoder().encode(bytes), text) ? bytes : null;",
              "return bytes;",
              NOTES + "whatIsNoNoteIsRefused"),
          // Checkpoints.
          Mutant.of(
              "a number may begin with zeros",
              "store/Lines",
              "&& (text.length() == 1 || text.charAt(0) != '0')",
              "",
              "CheckpointTest#whatIsNoCheckpointIsRefused"),
          Mutant.of(
              "the origin is compared by its name alone",
              "store/TrustedLog",
              "if (!checkpoint.origin().equals(origin.toString())) {",
              "if (!checkpoint.origin().startsWith(origin.name())) {",
              "CheckpointTest#aCheckpointOfAnotherHistoryIsRefused"),
          Mutant.of(
              "a tree without leaves has any root",
              "store/TrustedLog",
              "if (checkpoint.head().size() == 0",
              "if (checkpoint.head().size() < 0",
              "CheckpointTest#aTreeWithoutLeavesHasItsOneRoot"),
          // Proofs.
          Mutant.of(
              "the payload shown is not compared with the leaf",
              "store/EntryProof",
              "if (!expected.equals(found)) {",
              "if (!expected.equals(expected)) {",
              PROOFS + "anotherPayloadIsRefused"),
          Mutant.of(
              "the leaf given is not compared with the one shown",
              "store/EntryProof",
              "if (leaf == null || (shown != null && !shown.equals(leaf))) {",
              "if (leaf == null) {",
              PROOFS + "aLeafKnownFromElsewhereMustBeTheOneShown"),
          Mutant.of(
              "a payload that is withheld is in the file all the same",
              "store/Disclosure",
              "return new Disclosure(input, null);",
              "return new Disclosure(input, salted);",
              PROOFS + "aPayloadCanBeWithheldAndTheHeaderIsStillProven"),
          Mutant.of(
              "an extra line may say more than it shows",
              "store/Disclosure",
              ": inputBytes == rest;",
              ": inputBytes >= 0 && inputBytes <= rest;",
              PROOFS + "anExtraLineThatShowsNoEntryIsRefused"),
          Mutant.of(
              "a proof has as many hashes as it likes",
              "store/Lines",
              "if (digests.size() == most) {",
              "if (digests.size() < 0) {",
              "TlogProofTest#thereAreAtMost63Hashes"),
          Mutant.of(
              "a file of any length is read",
              "store/TlogProof",
              "if (bytes.length > MOST_BYTES) {",
              "if (bytes.length < 0) {",
              "TlogProofTest#aFileThatIsTooLongIsNotRead"),
          Mutant.of(
              "only the newer checkpoint is verified",
              "store/GrowthProof",
              "return switch (log.verify(older)) {",
              "return switch (log.verify(newer)) {",
              GROWTH + "bothCheckpointsMustBeOfTheTrustedKeyAndHistory"),
          Mutant.of(
              "only the older checkpoint is verified",
              "store/GrowthProof",
              "switch (log.verify(newer)) {",
              "switch (log.verify(older)) {",
              GROWTH + "bothCheckpointsMustBeOfTheTrustedKeyAndHistory"),
          Mutant.of(
              "a tree may shrink, if it says so with a signature",
              "store/GrowthProof",
              "if (from.size() > to.size()) {",
              "if (from.size() > to.size() && !hashes.isEmpty()) {",
              GROWTH + "aTreeThatShrinksIsRefused"),
          Mutant.of(
              "two histories of one size are no fork",
              "store/GrowthProof",
              "if (from.size() == to.size() && !from.root().equals(to.root())) {",
              "if (from.size() < 0) {",
              GROWTH + "twoSignedRootsOfOneSizeAreAFork"));

  private NoteMutants() {}
}
