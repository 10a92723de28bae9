package dev.stele.process;

import java.util.Optional;

/** 41: a registry that is watched promises what one promises that is not. */
class WatchedRegistryContractTest implements WholeRegistryContract {

  private final RegistryRoom room =
      new WatchedRoom(new MemoryRoom(new MiniJson()), Optional.of(_ -> {}));

  @Override
  public RegistryRoom room() {
    return room;
  }

  @Override
  public ProcessReader.Tier tier() {
    return ProcessReader.Tier.MEMORY;
  }

  /** A room whose registry is watched. */
  private static final class WatchedRoom extends RegistryRoom {
    private final RegistryRoom inner;
    private final WatchedRegistry watched;

    private WatchedRoom(RegistryRoom inner, Optional<EventSink> sink) {
      super(inner.clock, inner.documents);
      this.inner = inner;
      this.watched = new WatchedRegistry(inner.registry(), new ChangeHub(inner.clock), sink);
    }

    @Override
    Registry registry() {
      return watched;
    }

    @Override
    Ledger ledger() {
      return inner.ledger();
    }

    @Override
    void audit() {
      RegistryAudit.requireEachAsLoaded(watched, ledger(), clock);
      inner.audit();
    }

    @Override
    public void close() {
      watched.close();
    }
  }
}
