package dev.stele.process;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the facts that are read one by one. */
record CountingLedger(Ledger inner, AtomicInteger read) implements Ledger {

  private Facts counted(Facts facts) {
    return new Facts() {
      @Override
      public boolean hasNext() {
        return facts.hasNext();
      }

      @Override
      public Stamped next() {
        read.incrementAndGet();
        return facts.next();
      }

      @Override
      public void close() {
        facts.close();
      }
    };
  }

  @Override
  public ProcessReader.Tier tier() {
    return inner.tier();
  }

  @Override
  public UUID lineage() {
    return inner.lineage();
  }

  @Override
  public Written write(List<Fact> facts, Map<String, Long> expected, Optional<String> unlessTag) {
    return inner.write(facts, expected, unlessTag);
  }

  @Override
  public long end() {
    return inner.end();
  }

  @Override
  public Facts read(Where where) {
    return counted(inner.read(where));
  }

  @Override
  public Facts readBackward(Where where) {
    return counted(inner.readBackward(where));
  }

  @Override
  public Facts readStream(String stream, long fromVersion) {
    return counted(inner.readStream(stream, fromVersion));
  }

  @Override
  public Optional<Stamped> last(String stream) {
    return inner.last(stream);
  }
}
