package dev.stele.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stele.journal.JournalOptions;
import dev.stele.store.Store;
import dev.stele.store.StoreFollower;
import dev.stele.store.StoreOptions;
import dev.stele.trial.CrashImage;
import dev.stele.trial.SimClock;
import dev.stele.trial.SimDisk;
import dev.stele.trial.SimEntropy;
import java.nio.file.Path;

/** A registry in a store on a simulated disk. */
final class StoreRoom extends RegistryRoom {

  static final Path DIRECTORY = Path.of("/store");
  static final String SCOPE = "work";

  private final long seed;
  private SimDisk disk = SimDisk.empty();
  private Store store;
  private Registry registry;

  StoreRoom(Documents documents) {
    this(documents, 7);
  }

  /** Opens one in a store of its own, whose history a seed tells from others. */
  StoreRoom(Documents documents, long seed) {
    super(SimClock.at(DAWN), documents);
    this.seed = seed;
    this.store = Store.open(DIRECTORY, options());
    this.registry = Registry.open(store, SCOPE, documents, clock);
  }

  private StoreOptions options() {
    return StoreOptions.standard()
        .journal(new JournalOptions(1 << 18, 512, disk, clock, SimEntropy.of(seed)))
        .indexBytes(65_536);
  }

  Store store() {
    return store;
  }

  @Override
  Registry registry() {
    return registry;
  }

  @Override
  Ledger ledger() {
    return ledger(SCOPE);
  }

  Ledger ledger(String scope) {
    return new StoreLedger(store, scope);
  }

  /** Closes everything in order, and opens it again. */
  void reopen() {
    registry.close();
    store.close();
    open();
  }

  /** Lets the machine lose its power, and everything that was not synced, and opens it again. */
  void crash() {
    disk.crash();
    registry.close();
    closeCrashed();
    disk = disk.restart(CrashImage.nothing());
    open();
  }

  private void closeCrashed() {
    try {
      store.close();
    } catch (RuntimeException e) {
      assertThat(e).isNotNull(); // Closing says that the disk is gone.
    }
  }

  private void open() {
    store = Store.open(DIRECTORY, options());
    registry = Registry.open(store, SCOPE, documents, clock);
  }

  /** Writes down which processes run, as the registry does from time to time. */
  void snapshot() {
    Ledger ledger = ledger();
    LiveSet live = new LiveSet(clock);
    Snapshots.load(ledger, live, clock);
    assertThat(Snapshots.write(ledger, live.all(), live.counts(), ledger.end())).isTrue();
  }

  /** Opens a reader over a follower of the store, which has to be closed with it. */
  Followed follow() {
    StoreFollower follower = StoreFollower.open(DIRECTORY, options());
    return new Followed(follower, ProcessReader.of(follower, SCOPE, clock));
  }

  /** A reader over a follower. */
  record Followed(StoreFollower store, ProcessReader reader) implements AutoCloseable {
    @Override
    public void close() {
      reader.close();
      store.close();
    }
  }

  @Override
  void audit() {
    RegistryAudit.requireEachAsLoaded(registry, ledger(), clock);
    RegistryAudit.Seen before = RegistryAudit.of(registry);
    try (Followed followed = follow()) {
      assertThat(RegistryAudit.of(followed.reader())).as("a follower").isEqualTo(before);
    }
    reopen();
    assertThat(RegistryAudit.of(registry)).as("reopened").isEqualTo(before);
    snapshot();
    reopen();
    assertThat(RegistryAudit.of(registry)).as("reopened from a snapshot").isEqualTo(before);
    try (Followed followed = follow()) {
      assertThat(RegistryAudit.of(followed.reader()))
          .as("a follower from a snapshot")
          .isEqualTo(before);
    }
  }

  @Override
  public void close() {
    registry.close();
    store.close();
    disk.requireNoOpenHandles();
  }
}
