package dev.stele.process;

import dev.stele.trial.SimClock;

/** A registry in memory. */
final class MemoryRoom extends RegistryRoom {

  private final MemoryLedger ledger;
  private final Registry registry;

  MemoryRoom(Documents documents) {
    super(SimClock.at(DAWN), documents);
    this.ledger = new MemoryLedger(clock);
    this.registry = LedgerRegistry.open(ledger, documents, clock, () -> {});
  }

  @Override
  Registry registry() {
    return registry;
  }

  @Override
  Ledger ledger() {
    return ledger;
  }

  @Override
  void audit() {
    RegistryAudit.requireEachAsLoaded(registry, ledger, clock);
  }

  @Override
  public void close() {
    registry.close();
  }
}
