package dev.stele.store;

import static dev.stele.store.Modelled.require;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stele.explore.Certificate;
import dev.stele.explore.Explorer;
import dev.stele.ground.DiskException;
import dev.stele.journal.Appended;
import dev.stele.journal.BatchSource;
import dev.stele.journal.Durability;
import dev.stele.journal.Entry;
import dev.stele.journal.Journal;
import dev.stele.journal.JournalException;
import dev.stele.journal.JournalFollower;
import dev.stele.journal.NewEntry;
import dev.stele.journal.Placement;
import dev.stele.journal.Position;
import dev.stele.journal.Tail;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The whole journal, over files in memory: how appends, readers and whoever closes it meet the one
 * thread that writes. Here, and not beside it, for the disk and clock of the store's models.
 */
class JournalScheduleTrial {

  private static Certificate explore(Explorer explorer, Explorer.Model model) {
    Certificate certificate = explorer.explore(model);
    System.out.println(certificate.toString().lines().limit(3).toList());
    assertThat(certificate.woven()).containsKey(Journal.class.getName());
    return certificate;
  }

  private static void complete(Explorer.Model model) {
    assertThat(explore(Explorer.standard(), model).isComplete()).isTrue();
  }

  private static Journal open(PlainDisk disk) {
    return Journal.open(Modelled.DIRECTORY, Modelled.journal(disk));
  }

  /** A batch that notes where it was made and placed; each is to see those before it. */
  private record Numbered(int entries, List<Long> log) implements BatchSource {
    @Override
    public List<NewEntry> make(Position first, long epoch) {
      log.add(first.value());
      List<NewEntry> made = new ArrayList<>();
      for (int i = 0; i < entries; i++) {
        made.add(NewEntry.of(ByteBuffer.wrap(new byte[] {(byte) i})));
      }
      return made;
    }

    @Override
    public void placed(Placement placement) {
      log.add(placement.first().value() + entries);
    }
  }

  private static Appended append(Journal journal, int entries) {
    return journal.append(new Numbered(entries, new ArrayList<>()), Durability.SYNCED);
  }

  private static void tail() throws InterruptedException {
    Journal journal = open(new PlainDisk());
    Position first = journal.head();
    Thread other = Thread.ofPlatform().start(() -> append(journal, 2));
    try (Tail tail = journal.tail(first)) {
      Entry one = tail.next(Duration.ofDays(1)).orElseThrow();
      Entry two = tail.next(Duration.ZERO).orElseThrow();
      require(one.position().equals(first), one);
      require(one.payload().get(0) == 0 && two.payload().get(0) == 1, "content");
    }
    other.join();
    journal.close();
  }

  /** B5, complete: and no wake-up is lost. */
  @Test
  void aTailIsWokenAndSeesAllOfABatchOrNothing() {
    complete(JournalScheduleTrial::tail);
  }

  private static void closeUnderAnAppend() throws InterruptedException {
    PlainDisk disk = new PlainDisk();
    Journal journal = open(disk);
    long before = journal.head().value();
    List<Appended> answers = new ArrayList<>();
    Thread other =
        Thread.ofPlatform()
            .start(() -> {
              try {
                answers.add(append(journal, 1));
              } catch (JournalException.Closed _) {
                // Then nothing was written.
              }
            });
    journal.close();
    other.join();
    try (JournalFollower left = JournalFollower.open(Modelled.DIRECTORY, Modelled.journal(disk))) {
      require(left.head().value() == before + answers.size(), answers);
    }
  }

  @Test
  void anAppendUnderAClosingJournalIsDoneOrRefused() {
    complete(JournalScheduleTrial::closeUnderAnAppend);
  }

  private static void closeUnderATail() throws InterruptedException {
    Journal journal = open(new PlainDisk());
    Position end = journal.head();
    Thread other =
        Thread.ofPlatform()
            .start(() -> {
              try {
                require(!journal.awaitDurable(end, Duration.ofDays(1)), "nothing comes");
              } catch (JournalException.Closed | DiskException.Closed _) {
                return;
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
              throw new AssertionError("the wait must end with the journal");
            });
    journal.close();
    other.join();
  }

  @Test
  void closingEndsWhoeverWaits() {
    complete(JournalScheduleTrial::closeUnderATail);
  }

  private static void twoAppends() throws InterruptedException {
    Journal journal = open(new PlainDisk());
    long first = journal.head().value();
    List<Long> log = new ArrayList<>(); // Made and placed by the one thread: no race, says this.
    Thread other =
        Thread.ofPlatform().start(() -> journal.append(new Numbered(2, log), Durability.SYNCED));
    Appended own = journal.append(new Numbered(1, log), Durability.SYNCED);
    require(
        own instanceof Appended.Done done && done.first().value() < journal.head().value(), own);
    other.join();
    long middle = log.get(1);
    require(log.equals(List.of(first, middle, middle, first + 3)), log);
    require(journal.head().value() == first + 3, journal.head());
    journal.close();
  }

  /**
   * What B1 and B2 rest on: batches are made one after another, each when those before it stand.
   */
  @Test
  void racingBatchesAreMadeOneAfterAnother() {
    assertThat(explore(Explorer.standard().preemptionsMax(1), JournalScheduleTrial::twoAppends))
        .returns(false, Certificate::isComplete);
  }
}
