/**
 * Bytes that last: batches whole or absent, in one order, checksummed, hashed into a Merkle tree.
 */
@org.jspecify.annotations.NullMarked
module dev.stele.journal {
  requires transitive dev.stele.ground;
  requires static org.jspecify;

  exports dev.stele.journal;
}
