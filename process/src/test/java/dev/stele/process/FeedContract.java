package dev.stele.process;

import static dev.stele.process.RegistryContract.id;
import static dev.stele.process.RegistryContract.ids;
import static dev.stele.process.RegistryContract.noting;
import static dev.stele.process.RegistryContract.rerunnable;
import static dev.stele.process.RegistryContract.succeeded;
import static dev.stele.process.RegistryContract.waking;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stele.attach.Cursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** The change feed. */
interface FeedContract extends RegistryContract {

  default Changes.Page page(Cursor cursor, int limit) {
    Changes changes = registry().changedSince(cursor, limit);
    assertThat(changes).isInstanceOf(Changes.Page.class);
    return (Changes.Page) changes;
  }

  /** 20. */
  @Test
  default void theFeedGoesOnWhereItWasAndHasTheEnds() {
    Cursor start = registry().firstChange();
    assertThat(page(start, 10)).isEqualTo(new Changes.Page(List.of(), start));
    register(rerunnable("a"));
    register(rerunnable("b"));
    register(rerunnable("c"));
    assertThat(page(start, 0)).isEqualTo(new Changes.Page(List.of(), start));
    Changes.Page two = page(start, 2);
    assertThat(ids(two.records())).containsExactly("a", "b");
    assertThat(page(start, 2)).as("read again").isEqualTo(two);
    Changes.Page rest = page(two.next(), 10);
    assertThat(ids(rest.records())).containsExactly("c");
    assertThat(page(rest.next(), 10)).isEqualTo(new Changes.Page(List.of(), rest.next()));
    append("b", noting("1"));
    complete("a");
    Changes.Page news = page(rest.next(), 10);
    assertThat(ids(news.records())).containsExactly("b", "a");
    assertThat(news.records().getLast().hasEnded()).isTrue();
    assertThat(ids(page(start, 10).records()))
        .as("each once, at its last change")
        .containsExactly("c", "b", "a");
    for (int limit : new int[] {-1, 10_001}) {
      assertThatThrownBy(() -> registry().changedSince(start, limit))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  default void eachChangeMovesTheFeedAndNothingElseDoes() {
    register(rerunnable("p").wakes(ALICE));
    register(rerunnable("q"));
    Lease lease = claim("p", "w");
    List<Runnable> changes =
        List.of(
            () -> append("p", noting("1")),
            () -> registry().start(lease).orThrow(),
            () -> registry().setWaiting(lease, new Waiting.ForProcess(id("q"), now())).orThrow(),
            () -> registry().clearWaiting(lease).orThrow(),
            () -> registry().setExternal(id("p"), new ExternalRef("s", "i", Map.of())).orThrow(),
            () -> registry().requestCancel(id("p"), "why").orThrow(),
            () -> append("p", waking("2")),
            () -> registry().failAttempt(lease, "why").orThrow(),
            () -> claimToRun("p", "w"),
            () -> registry().requestAbandon(id("p"), "by", Optional.empty()).orThrow(),
            () -> registry().complete(claim("p", "w"), succeeded("1")).orThrow());
    Cursor cursor = page(registry().firstChange(), 10).next();
    for (int i = 0; i < changes.size(); i++) {
      changes.get(i).run();
      Changes.Page page = page(cursor, 10);
      assertThat(page.records()).as("change %d", i).containsExactly(registry().get(id("p")));
      cursor = page.next();
    }
    Lease other = claim("q", "w");
    registry().renew(other, TTL).orThrow();
    registry().grant(Grant.of(ALICE, id("p"))).orThrow();
    registry().grant(Grant.of(ALICE, id("q"))).orThrow();
    registry().transfer(ALICE, BOB, List.of(id("q"))).orThrow();
    registry().revoke(BOB, id("q"));
    registry().acknowledgeWake(id("p"), 3).orThrow();
    registry().deleteSession("alice");
    registry().release(other);
    assertThat(page(cursor, 10)).isEqualTo(new Changes.Page(List.of(), cursor));
    pruneAll();
    assertThat(page(cursor, 10)).isEqualTo(new Changes.Page(List.of(), cursor));
    assertThat(ids(page(registry().firstChange(), 10).records())).containsExactly("q");
  }

  @Test
  default void aCursorOfAnotherHistoryIsForeign() {
    register(rerunnable("p"));
    Cursor ahead = new Cursor(registry().firstChange().lineage(), 1L << 40);
    assertThat(registry().changedSince(ahead, 10)).isEqualTo(new Changes.Foreign(ahead));
    Cursor other = new Cursor(new UUID(7, 7), 0);
    assertThat(registry().changedSince(other, 10)).isEqualTo(new Changes.Foreign(other));
    Registry another = Registry.inMemory(Documents.none(), room().clock);
    Cursor anothers = another.firstChange();
    assertThat(registry().changedSince(anothers, 10)).isEqualTo(new Changes.Foreign(anothers));
    another.close();
  }

  /** 21. */
  @Test
  default void theFeedNeverPassesOverAnEndThatComesMeanwhile() throws InterruptedException {
    int writers = 48;
    for (int i = 0; i < writers; i++) {
      register(rerunnable("p" + i));
    }
    CountDownLatch start = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < writers; i++) {
      String id = "p" + i;
      threads.add(
          Thread.ofVirtual()
              .start(() -> {
                try {
                  start.await();
                } catch (InterruptedException e) {
                  throw new IllegalStateException("nobody interrupts it", e);
                }
                complete(id);
              }));
    }
    List<String> ended = new ArrayList<>();
    Cursor cursor = registry().firstChange();
    start.countDown();
    boolean isLast = false;
    while (ended.size() < writers && !isLast) {
      isLast = threads.stream().noneMatch(Thread::isAlive);
      Changes.Page page = page(cursor, 2);
      while (!page.records().isEmpty()) {
        assertThat(page.next().position()).isGreaterThan(cursor.position());
        page.records().stream()
            .filter(ProcessRecord::hasEnded)
            .forEach(record -> ended.add(record.id().value()));
        cursor = page.next();
        page = page(cursor, 2);
      }
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(ended).hasSize(writers).doesNotHaveDuplicates();
  }
}
