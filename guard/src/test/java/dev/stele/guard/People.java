package dev.stele.guard;

import dev.stele.access.Checker;
import dev.stele.access.Domain;
import dev.stele.access.FactSource;
import dev.stele.access.FactType;
import dev.stele.access.Facts;
import dev.stele.ground.Clock;
import dev.stele.journal.JournalOptions;
import dev.stele.store.Gate;
import dev.stele.store.Store;
import dev.stele.store.StoreOptions;
import dev.stele.trial.SimDisk;
import dev.stele.trial.SimEntropy;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** People who are allowed some topics, as it is known now: what tests change while others read. */
final class People {

  private record Right(String person, String topic) {}

  private static final FactType<Right, Boolean> ALLOWED = FactType.named("allowed");
  private static final Domain<String, String, String, String> TOPICS = Domain.named("topics");

  private final Set<Right> rights = ConcurrentHashMap.newKeySet();
  private volatile boolean isDown;

  /** How often facts were asked for. */
  final AtomicInteger loads = new AtomicInteger();

  final Facts facts =
      Facts.builder()
          .with(
              ALLOWED,
              FactSource.inMemory(right -> {
                loads.incrementAndGet();
                if (isDown) {
                  throw new IllegalStateException("the directory is down");
                }
                return rights.contains(right) ? Optional.of(true) : Optional.empty();
              }))
          .build();

  final Checker<String, String, String, String> checker =
      TOPICS
          .checker("topics")
          .add(
              TOPICS
                  .policy("allowed")
                  .fact(ALLOWED, q -> new Right(q.subject(), q.resource()), allowed -> allowed)
                  .allow())
          .build();

  People allow(String person, String topic) {
    rights.add(new Right(person, topic));
    return this;
  }

  People forbid(String person, String topic) {
    rights.remove(new Right(person, topic));
    return this;
  }

  void goDown() {
    isDown = true;
  }

  static Store open(SimDisk disk, Gate... gates) {
    StoreOptions options =
        StoreOptions.standard()
            .journal(new JournalOptions(1 << 20, 1 << 12, disk, Clock.system(), SimEntropy.of(7)));
    return Store.open(Path.of("/store"), options.gates(StoreOptions.Denials.FORGOTTEN, gates));
  }
}
