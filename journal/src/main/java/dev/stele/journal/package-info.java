/**
 * Bytes that last, in one order, hashed into one Merkle tree.
 *
 * <p>Who only wants to check what a journal says needs no journal: {@link
 * dev.stele.journal.MerkleVerifier} judges an {@link dev.stele.journal.InclusionProof} or a {@link
 * dev.stele.journal.ConsistencyProof} against a {@link dev.stele.journal.TreeHead}. Hashes and
 * proofs are those of RFC 6962 and RFC 9162 with SHA-256; interior nodes are kept as tiles in the
 * form of C2SP tlog-tiles.
 *
 * <p>Nothing here knows what an entry means, and nothing here touches a file but through the
 * ground.
 */
package dev.stele.journal;
