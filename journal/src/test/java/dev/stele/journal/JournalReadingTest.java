package dev.stele.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stele.ground.Clock;
import dev.stele.ground.Entropy;
import dev.stele.trial.CrashImage;
import dev.stele.trial.SimClock;
import dev.stele.trial.SimDisk;
import dev.stele.trial.SimEntropy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** Reading: forward, backward, at the tail, in another process; and proving what was read. */
class JournalReadingTest {

  private static final Path DIRECTORY = Path.of("/journal");

  private final SimDisk disk = SimDisk.empty();
  private final SimClock clock = SimClock.at(Instant.parse("2026-01-01T00:00:00Z"));
  private final MerkleHasher hasher = MerkleHasher.create();

  private JournalOptions options(int segmentBytes) {
    return new JournalOptions(segmentBytes, 512, disk, clock, SimEntropy.of(3));
  }

  private Journal open() {
    return Journal.open(DIRECTORY, options(8192));
  }

  /** Batches of different sizes over several segments, with openings between. */
  private List<String> fill() {
    List<String> texts = new ArrayList<>();
    for (int life = 0; life < 3; life++) {
      try (Journal journal = open()) {
        for (int batch = 0; batch < 12; batch++) {
          List<String> some = new ArrayList<>();
          for (int i = 0; i <= batch; i++) {
            some.add("entry " + (texts.size() + i) + " " + "x".repeat(batch * 7 % 40));
          }
          journal.append(some.stream().map(JournalScenario::entry).toList()).orThrow();
          texts.addAll(some);
        }
      }
    }
    return texts;
  }

  @Test
  void fromEveryPositionBothWaysTheSameEntriesAreRead() {
    List<String> texts = fill();
    try (Journal journal = open()) {
      List<String> all = keys(journal.read(Position.FIRST));
      assertThat(all).hasSize((int) journal.head().value());
      assertThat(
              all.stream().filter(key -> key.contains("entry")).map(key -> key.split(": ", -1)[1]))
          .isEqualTo(texts);
      for (int from = 0; from <= all.size(); from++) {
        assertThat(keys(journal.read(new Position(from)))).isEqualTo(all.subList(from, all.size()));
        List<String> before = new ArrayList<>(all.subList(0, from));
        Collections.reverse(before);
        assertThat(keys(journal.readBackward(new Position(from)))).isEqualTo(before);
      }
      Position behind = journal.head().plus(1);
      assertThatThrownBy(() -> journal.read(behind)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> journal.readBackward(behind))
          .isInstanceOf(IllegalArgumentException.class);
    }
    disk.requireNoOpenHandles();
  }

  @Test
  void everyTreeAndEveryProofIsThatOfANaiveTree() {
    fill();
    List<Digest> leaves = new ArrayList<>();
    try (Journal journal = open()) {
      try (Entries entries = journal.read(Position.FIRST)) {
        entries.forEachRemaining(entry -> leaves.add(entry.leaf(hasher)));
      }
      MemoryHashes hashes = new MemoryHashes(hasher);
      leaves.forEach(hashes::append);
      MerkleTree expected = hashes.tree();
      assertThat(journal.treeHead()).isEqualTo(expected.head());
      int size = leaves.size();
      for (int end = 0; end <= size; end++) {
        assertThat(journal.treeHead(new Position(end))).isEqualTo(expected.at(end).head());
        assertThat(journal.proveConsistency(new Position(end), new Position(size)))
            .isEqualTo(expected.consistency(end));
      }
      for (int index = 0; index < size; index++) {
        InclusionProof proof = journal.proveInclusion(new Position(index), journal.head());
        assertThat(proof).isEqualTo(expected.inclusion(index));
        assertThat(MerkleVerifier.inclusion(proof, leaves.get(index), expected.head()))
            .isEqualTo(new Verification.Verified());
      }
      assertThatThrownBy(() -> journal.proveInclusion(journal.head(), journal.head()))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> journal.treeHead(journal.head().plus(1)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aLeafIsTheHashThatTheFormatSays() throws Exception {
    try (Journal journal = open()) {
      NewEntry entry =
          new NewEntry(
              0x0102,
              7,
              StandardCharsets.UTF_8.encode("head"),
              StandardCharsets.UTF_8.encode("body"));
      Position first = journal.append(List.of(entry)).orThrow().first();
      try (Entries entries = journal.read(first)) {
        Entry found = entries.next();
        byte[] salt = new byte[16];
        found.stored().get(28, salt);
        var sha256 = MessageDigest.getInstance("SHA-256");
        sha256.update(salt);
        byte[] payload = sha256.digest("body".getBytes(StandardCharsets.UTF_8));
        sha256.update(new byte[] {0, 1, 0, 2, 1, 7, 0, 0, 0, 4, 0, 0, 0});
        sha256.update("head".getBytes(StandardCharsets.UTF_8));
        assertThat(found.leaf(hasher)).isEqualTo(Digest.of(sha256.digest(payload)));
        assertThat(found.contentType()).isEqualTo(0x0102);
        assertThat(found.keyGeneration()).isEqualTo(7);
      }
    }
  }

  @Test
  void aFollowerSeesWhatIsDurableAndNothingElse() {
    assertThatThrownBy(() -> JournalFollower.open(DIRECTORY, options(8192)))
        .isInstanceOf(JournalException.Missing.class);
    try (Journal journal = open();
        JournalFollower follower = JournalFollower.open(DIRECTORY, options(8192))) {
      assertThat(follower.lineage()).isEqualTo(journal.lineage());
      for (int i = 0; i < 100; i++) {
        journal.append(List.of(JournalScenario.entry("durable " + i))).orThrow();
        assertThat(follower.head()).isEqualTo(journal.head());
        var written = List.of(JournalScenario.entry("written " + i));
        journal.append(written, Durability.WRITTEN).orThrow();
        assertThat(follower.head()).isEqualTo(journal.head());
      }
      assertThat(keys(follower.read(Position.FIRST))).isEqualTo(keys(journal.read(Position.FIRST)));
      assertThat(keys(follower.readBackward(follower.head())))
          .isEqualTo(keys(journal.readBackward(journal.head())));
      assertThat(follower.treeHead()).isEqualTo(journal.treeHead());
      Position some = new Position(follower.head().value() - 2);
      assertThat(follower.proveInclusion(some, follower.head()))
          .isEqualTo(journal.proveInclusion(some, journal.head()));
      journal.sync();
      assertThat(follower.head()).isEqualTo(journal.head());
    }
    disk.requireNoOpenHandles();
  }

  @Test
  void aFollowerGoesOnOverTheDeathOfItsWriter() {
    Journal journal = open();
    journal.append(List.of(JournalScenario.entry("first"))).orThrow();
    try (JournalFollower follower = JournalFollower.open(DIRECTORY, options(8192));
        Tail tail = follower.tail(Position.FIRST)) {
      assertThat(drain(tail)).containsExactly("0: ", "1: first");
      journal.append(List.of(JournalScenario.entry("lost")), Durability.WRITTEN).orThrow();
      // The machine lives on, the process does not: its lock goes, the cache stays.
      SimDisk after = disk.restart(CrashImage.of(SimDisks.all(disk)));
      JournalOptions again = options(8192).on(after);
      try (JournalFollower second = JournalFollower.open(DIRECTORY, again);
          Tail secondTail = second.tail(new Position(2))) {
        assertThat(drain(secondTail)).isEmpty();
        try (Journal recovered = Journal.open(DIRECTORY, again)) {
          assertThat(recovered.recovery().entriesRewritten()).isEqualTo(1);
          recovered.append(List.of(JournalScenario.entry("second"))).orThrow();
          assertThat(drain(secondTail)).containsExactly("2: lost", "3: ", "4: second");
        }
      }
      after.requireNoOpenHandles();
    }
    journal.close();
  }

  @Test
  void aTailWaitsAndIsWokenByTheAppend() throws Exception {
    try (Journal journal = open();
        Tail tail = journal.tail(journal.head())) {
      assertThat(tail.next(Duration.ZERO)).isEmpty();
      FutureTask<String> next =
          new FutureTask<>(() -> key(tail.next(Duration.ofDays(1)).orElseThrow()));
      Thread.ofVirtual().start(next);
      clock.awaitWaiters(1);
      journal.append(List.of(JournalScenario.entry("news"))).orThrow();
      assertThat(next.get()).isEqualTo("1: news"); // No clock has moved: nothing polls.
    }
  }

  @Test
  void aFollowersTailLooksEvery25Milliseconds() throws Exception {
    try (Journal journal = open();
        JournalFollower follower = JournalFollower.open(DIRECTORY, options(8192));
        Tail tail = follower.tail(follower.head())) {
      FutureTask<String> next =
          new FutureTask<>(() -> key(tail.next(Duration.ofDays(1)).orElseThrow()));
      Thread.ofVirtual().start(next);
      clock.awaitWaiters(1);
      assertThat(clock.untilNext()).contains(Duration.ofMillis(25));
      clock.advance(Duration.ofMillis(25));
      clock.awaitWaiters(1);
      journal.append(List.of(JournalScenario.entry("news"))).orThrow();
      clock.advance(Duration.ofMillis(25));
      assertThat(next.get()).isEqualTo("1: news");
    }
  }

  @Test
  void closingEndsTheWaitOfATail() throws Exception {
    for (boolean isFollower : List.of(false, true)) {
      try (Journal journal = open();
          JournalReader reader =
              isFollower ? JournalFollower.open(DIRECTORY, options(8192)) : journal;
          Tail tail = reader.tail(reader.head())) {
        FutureTask<Boolean> waiting =
            new FutureTask<>(() -> {
              try {
                return tail.next(Duration.ofDays(1)).isPresent();
              } catch (JournalException.Closed _) {
                return true;
              }
            });
        Thread.ofVirtual().start(waiting);
        clock.awaitWaiters(1);
        closeNow(reader);
        assertThat(waiting.get()).isTrue();
        assertThatThrownBy(reader::head).isInstanceOf(JournalException.Closed.class);
      }
    }
  }

  @Test
  void aSegmentWithoutItsIndexIsReadAndProvenAllTheSame() {
    fill();
    List<String> all;
    TreeHead head;
    List<InclusionProof> proofs = new ArrayList<>();
    try (Journal journal = open()) {
      all = keys(journal.read(Position.FIRST));
      head = journal.treeHead();
      for (int i = 0; i < all.size(); i++) {
        proofs.add(journal.proveInclusion(new Position(i), journal.head()));
      }
    }
    for (Path index : disk.list(DIRECTORY.resolve("index"))) {
      disk.remove(index);
    }
    try (Journal journal = open()) {
      assertThat(journal.recovery().entriesHashed()).isPositive();
      assertThat(keys(journal.read(Position.FIRST)).subList(0, all.size())).isEqualTo(all);
      assertThat(journal.treeHead(new Position(head.size()))).isEqualTo(head);
      for (int i = 0; i < all.size(); i++) {
        assertThat(journal.proveInclusion(new Position(i), new Position(all.size())))
            .isEqualTo(proofs.get(i));
      }
    }
  }

  /** However little room there is when the last append is refused. */
  @Test
  void aJournalOnAFullDiskCanBeClosed() {
    for (int capacityBytes = 24_000; capacityBytes < 26_048; capacityBytes += 64) {
      SimDisk small = SimDisk.ofCapacity(capacityBytes);
      JournalOptions options =
          new JournalOptions(8192, 2048, small, Clock.system(), Entropy.system());
      long entries = 0;
      try (Journal journal = Journal.open(DIRECTORY, options)) {
        while (journal.append(List.of(JournalScenario.entry("full"))) instanceof Appended.Done) {
          entries++;
        }
        assertThat(journal.append(List.of(JournalScenario.entry("full"))))
            .isEqualTo(new Appended.NoRoom());
      }
      assertThat(entries).isGreaterThan(50);
      try (JournalFollower again = JournalFollower.open(DIRECTORY, options)) {
        assertThat(keys(again.read(Position.FIRST))).hasSize((int) entries + 1);
      }
      small.requireNoOpenHandles();
    }
  }

  private static void closeNow(JournalReader reader) {
    reader.close();
  }

  private static List<String> drain(Tail tail) {
    List<String> found = new ArrayList<>();
    try {
      for (var next = tail.next(Duration.ZERO); next.isPresent(); next = tail.next(Duration.ZERO)) {
        found.add(key(next.get()));
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return found;
  }

  private static List<String> keys(Entries entries) {
    List<String> keys = new ArrayList<>();
    try (entries) {
      while (entries.hasNext()) {
        keys.add(key(entries.next()));
      }
    }
    return keys;
  }

  private static String key(Entry entry) {
    return entry.position() + ": " + StandardCharsets.UTF_8.decode(entry.payload());
  }
}
