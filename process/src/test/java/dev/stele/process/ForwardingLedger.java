package dev.stele.process;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Passes everything on to another ledger. */
class ForwardingLedger implements Ledger {

  private final Ledger delegate;

  ForwardingLedger(Ledger delegate) {
    this.delegate = delegate;
  }

  @Override
  public ProcessReader.Tier tier() {
    return delegate.tier();
  }

  @Override
  public UUID lineage() {
    return delegate.lineage();
  }

  @Override
  public Written write(List<Fact> facts, Map<String, Long> expected, Optional<String> unlessTag) {
    return delegate.write(facts, expected, unlessTag);
  }

  @Override
  public long end() {
    return delegate.end();
  }

  @Override
  public Facts read(Where where) {
    return delegate.read(where);
  }

  @Override
  public Facts readBackward(Where where) {
    return delegate.readBackward(where);
  }

  @Override
  public Facts readStream(String stream, long fromVersion) {
    return delegate.readStream(stream, fromVersion);
  }

  @Override
  public Optional<Stamped> last(String stream) {
    return delegate.last(stream);
  }
}
