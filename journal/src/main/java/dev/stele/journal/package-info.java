/**
 * Bytes that last, in one order: batches whole or absent, checksummed, recovered.
 *
 * <p>A user needs {@link dev.stele.journal.Journal}, {@link dev.stele.journal.NewEntry} and {@link
 * dev.stele.journal.Entry}. It never renumbers an entry, never syncs twice in the hope that it
 * works, and never shows a reader what is not durable.
 *
 * <p>Who only wants to check what a journal says needs no journal: {@link
 * dev.stele.journal.MerkleVerifier} judges an {@link dev.stele.journal.InclusionProof} or a {@link
 * dev.stele.journal.ConsistencyProof} against a {@link dev.stele.journal.TreeHead}. Hashes and
 * proofs are those of RFC 6962 and RFC 9162 with SHA-256; interior nodes are kept at the heights of
 * C2SP tlog-tiles.
 *
 * <p>Nothing here knows what an entry means, and nothing here touches a file but through the
 * ground.
 */
package dev.stele.journal;
