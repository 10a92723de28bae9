package dev.stele.proving;

import java.util.List;

/** Wrong variants of the Merkle tree of the journal. */
final class MerkleMutants {

  static final List<Mutant> ALL =
      List.of(
          // Hashing.
          Mutant.of(
              "a leaf has no prefix",
              "journal/MerkleHasher",
              "sha256.update(LEAF);\n    sha256.update(input);",
              "sha256.update(input);",
              "PublishedVectorsTest#rootsAreThePublishedOnes"),
          Mutant.of(
              "a node has the prefix of a leaf",
              "journal/MerkleHasher",
              "private static final byte NODE = 1;",
              "private static final byte NODE = 0;",
              "MerkleHasherTest#aNodeIsNeverALeaf"),
          Mutant.of(
              "the children of a node are swapped",
              "journal/MerkleHasher",
              "left.copyTo(scratch, 1);\n    right.copyTo(scratch, 1 + Digest.BYTES);",
              "right.copyTo(scratch, 1);\n    left.copyTo(scratch, 1 + Digest.BYTES);",
              "MerkleHasherTest#aNodeHashesAOneAndItsChildrenInOrder"),
          Mutant.of(
              "a hash that failed half-way goes into the next",
              "journal/MerkleHasher",
              "sha256.reset();",
              "",
              "MerkleHasherTest#aReadThatFailedSpoilsNoLaterHash"),
          Mutant.of(
              "a digest follows the byte order of the buffer",
              "journal/Digest",
              "target.put(toBytes());",
              "target.putLong(first).putLong(second).putLong(third).putLong(fourth);",
              "DigestTest#anyBytesComeBackFromEveryForm"),
          Mutant.of(
              "equality looks at half of a digest",
              "journal/Digest",
              "        && third == that.third\n        && fourth == that.fourth",
              "",
              "DigestTest#everySingleBitMakesAnotherDigest"),
          // The verifier.
          Mutant.of(
              "the verifier does not compare the size with the head's",
              "journal/MerkleVerifier",
              "if (size < 0 || size != head.size()) {",
              "if (size < 0) {",
              "MerkleVerifierTest#everySingleBitOfAnInclusionProofCounts"),
          Mutant.of(
              "the verifier does not compare the older size with the head's",
              "journal/MerkleVerifier",
              "if (oldSize < 0 || oldSize != older.size()) {",
              "if (oldSize < 0) {",
              "MerkleVerifierTest#everySingleBitOfAConsistencyProofCounts"),
          Mutant.of(
              "a tree may shrink",
              "journal/MerkleVerifier",
              "if (newSize < oldSize || newSize != newer.size()) {",
              "if (newSize != newer.size()) {",
              "PublishedVectorsTest#consistencyOfTheSmallestSizesIsDecidedByTheRoots"),
          Mutant.of(
              "an index beyond the end is taken",
              "journal/MerkleVerifier",
              "if (index < 0 || index >= size) {",
              "if (index < 0 || index > size) {",
              "MerkleVerifierTest#aRefusalNamesWhatIsWrong"),
          Mutant.of(
              "hashes that are left over are ignored",
              "journal/MerkleVerifier",
              "    int expectedCount = fork + Long.bitCount(above(index, fork));\n"
                  + "    if (hashes.size() != expectedCount) {",
              "    int expectedCount = fork + Long.bitCount(above(index, fork));\n"
                  + "    if (hashes.size() < expectedCount) {",
              "MerkleVerifierTest#aHashTooManyOrTooFewOrElsewhereIsRefused"),
          Mutant.of(
              "the right edge of the tree is not known",
              "journal/MerkleVerifier",
              "boolean isOnTheLeft = i >= fork || (index >>> i & 1) == 1;",
              "boolean isOnTheLeft = (index >>> i & 1) == 1;",
              "MerkleTreeTest#everyInclusionProofOfASmallTreeIsTheOneOfTheDefinition"),
          Mutant.of(
              "the older root is not compared",
              "journal/MerkleVerifier",
              "return oldNode.equals(older.root())",
              "return oldNode.equals(oldNode)",
              "MerkleVerifierTest#everySingleBitOfAConsistencyProofCounts"),
          Mutant.of(
              "the newer root is not compared",
              "journal/MerkleVerifier",
              "? compare(Verification.Reason.ROOT, newer.root(), newNode)",
              "? compare(Verification.Reason.ROOT, newNode, newNode)",
              "MerkleVerifierTest#everySingleBitOfAConsistencyProofCounts"),
          Mutant.of(
              "any root is the one of the tree without leaves",
              "journal/MerkleVerifier",
              "if (oldSize == 0 && !older.root().equals(MerkleHasher.EMPTY_ROOT)) {",
              "if (oldSize < 0) {",
              "PublishedVectorsTest#consistencyOfTheSmallestSizesIsDecidedByTheRoots"),
          // Proofs.
          Mutant.of(
              "a tree is split in the middle",
              "journal/MerkleTree",
              "return Long.highestOneBit(count - 1);",
              "return (count + 1) / 2;",
              "MerkleTreeTest#everyInclusionProofOfASmallTreeIsTheOneOfTheDefinition"),
          Mutant.of(
              "a consistency proof repeats the older root",
              "journal/MerkleTree",
              "if (first > 0) {",
              "if (first >= 0) {",
              "MerkleTreeTest#everyConsistencyProofOfASmallTreeIsTheOneOfTheDefinition"),
          Mutant.of(
              "every node is read twice",
              "journal/MerkleTree",
              "return hashes.hash(level, first >>> level);",
              "hashes.hash(level, first >>> level);\n"
                  + "    return hashes.hash(level, first >>> level);",
              "MerkleTreeTest#aTreeOfAnySizeIsProvenFromAPathOfNodes"),
          // The frontier.
          Mutant.of(
              "a frontier of another length is read",
              "journal/Frontier",
              "if (bytes.length != encodedBytes(size)) {",
              "if (bytes.length < encodedBytes(size)) {",
              "FrontierTest#anyOtherLengthIsDamage"),
          Mutant.of(
              "a frontier of a size below zero is read",
              "journal/Frontier",
              "if (size < 0) {\n      throw new IllegalArgumentException(\"tree size",
              "if (bytes.length < 0) {\n      throw new IllegalArgumentException(\"tree size",
              "FrontierTest#aSizeThatNoTreeHasIsDamage"),
          Mutant.of(
              "a copy of a frontier shares its nodes",
              "journal/Frontier",
              "return new Frontier(size, Arrays.copyOf(nodes, Long.bitCount(size)));",
              "return new Frontier(size, nodes);",
              "FrontierTest#aCopyGrowsApart"),
          // Tiles.
          Mutant.of(
              "nodes between the heights of tiles are kept too",
              "journal/GrowingIndex",
              "if (level % Tile.HEIGHT == 0) {",
              "if (level % Tile.HEIGHT <= 1) {",
              "SegmentIndexTest#segmentsThatEndAnywhereMakeTheSameTree"),
          Mutant.of(
              "a stored index goes on with its first nodes again",
              "journal/GrowingIndex",
              "stored.nodes(level, first + i,",
              "stored.nodes(level, first,",
              "SegmentIndexTest#aStoredIndexGoesOnAsIfItHadNeverStopped"),
          Mutant.of(
              "the body of an index is not looked at",
              "journal/IndexFormat",
              ".filter(header -> header.bodyChecksum == bodyChecksum(fileBytes, source))",
              ".filter(header -> bodyChecksum(fileBytes, source) != 1)",
              "SegmentIndexTest#everyChangedByteOfAStoredIndexIsFound"),
          Mutant.of(
              "a tile is kept for another of its level",
              "journal/TileHashes",
              "if (!tile.equals(lastTiles[level])) {",
              "if (lastTiles[level] == null) {",
              "SegmentIndexTest#everyNodeIsReadFromTilesAsItIs"),
          Mutant.of(
              "no tile is kept",
              "journal/TileHashes",
              "if (!tile.equals(lastTiles[level])) {",
              "if (tile.width() > 0) {",
              "MerkleTreeTest#eachTileOnTheWayIsReadAtMostTwice"),
          Mutant.of(
              "the length of a tile is not looked at",
              "journal/Tile",
              "if (content.length != sizeBytes()) {",
              "if (content.length < 0) {",
              "SegmentIndexTest#aTileOfAnotherLengthIsRefused"),
          Mutant.of(
              "the last element of a path begins with an x",
              "journal/Tile",
              "number.append(String.format(Locale.ROOT, \"%03d\", rest % 1000));",
              "number.append(String.format(Locale.ROOT, \"x%03d\", rest % 1000));",
              "TileTest#pathsAreThoseOfTheSpecification"),
          Mutant.of(
              "a path with zeros in front is read",
              "journal/Tile",
              "digits.length() == 3 || !digits.startsWith(\"000\")",
              "digits.length() >= 3",
              "TileTest#whatIsNoPathIsNone"));

  private MerkleMutants() {}
}
