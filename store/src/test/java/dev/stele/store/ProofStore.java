package dev.stele.store;

import dev.stele.journal.Entries;
import dev.stele.journal.Entry;
import dev.stele.journal.Journal;
import dev.stele.journal.JournalOptions;
import dev.stele.journal.NewEntry;
import dev.stele.journal.Position;
import dev.stele.trial.SimClock;
import dev.stele.trial.SimDisk;
import dev.stele.trial.SimEntropy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** A journal of some entries, with a name and a key, that hands out proofs. */
final class ProofStore implements AutoCloseable {

  private final Journal journal;
  private final LogOrigin origin;
  private final NoteSigner signer;

  private ProofStore(Journal journal, long seed) {
    this.journal = journal;
    this.origin = new LogOrigin("example.com/orders", journal.lineage());
    this.signer = NoteSigner.generate(origin.toString(), SimEntropy.of(seed));
  }

  /** Opens an empty store and appends entries until it has so many, with that of its epoch. */
  static ProofStore of(int entryCount, long seed) {
    SimClock clock = SimClock.at(Instant.parse("2026-01-01T00:00:00Z"));
    JournalOptions options =
        new JournalOptions(8192, 512, SimDisk.empty(), clock, SimEntropy.of(seed));
    ProofStore store = new ProofStore(Journal.open(Path.of("/journal"), options), seed);
    for (long i = store.journal.head().value(); i < entryCount; i++) {
      store.journal.append(List.of(entry(i))).orThrow();
    }
    return store;
  }

  private static NewEntry entry(long number) {
    return new NewEntry(
        (int) number,
        1,
        StandardCharsets.UTF_8.encode("header " + number),
        StandardCharsets.UTF_8.encode("payload " + number));
  }

  LogOrigin origin() {
    return origin;
  }

  NoteSigner signer() {
    return signer;
  }

  TrustedLog trust() {
    return TrustedLog.of(origin, signer.verifier());
  }

  long size() {
    return journal.head().value();
  }

  Checkpoint checkpoint(long size) {
    return Checkpoint.of(origin, journal.treeHead(new Position(size)));
  }

  SignedNote signed(long size) {
    return checkpoint(size).sign(signer);
  }

  Entry entryAt(long index) {
    try (Entries entries = journal.read(new Position(index))) {
      return entries.next();
    }
  }

  EntryProof prove(long index, long size) {
    return prove(index, size, signed(size));
  }

  EntryProof prove(long index, long size, SignedNote checkpoint) {
    return EntryProof.of(
        entryAt(index),
        journal.proveInclusion(new Position(index), new Position(size)),
        checkpoint);
  }

  GrowthProof proveGrowth(long oldSize, long size) {
    return GrowthProof.of(
        journal.proveConsistency(new Position(oldSize), new Position(size)),
        signed(oldSize),
        signed(size));
  }

  @Override
  public void close() {
    journal.close();
  }
}
