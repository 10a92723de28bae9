package dev.stele.journal;

import dev.stele.ground.Disk;
import dev.stele.trial.Scenario;
import dev.stele.trial.SimClock;
import dev.stele.trial.SimEntropy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Opens a journal, appends a few batches, closes it. Promises: an appended batch is there; batches
 * are whole, in order, once; positions are dense; nothing appears that was not offered; the tree is
 * that of the entries. If it is followed: what a follower saw is there. If it is verified: nothing
 * is found wrong with any byte, once it was recovered and closed.
 *
 * <p>The model is a list of texts and knows nothing of files: what may be found is what was
 * promised and then, in order, a beginning of what was offered since, in whole batches.
 */
final class JournalScenario implements Scenario {

  static final Path DIRECTORY = Path.of("/journal");

  /** What else is done with the journal. */
  enum Also {
    GROUPED,
    FOLLOWED,
    VERIFIED
  }

  /** A batch that was offered; `done` once its append has returned. */
  private static final class Offer {
    private final List<String> texts;
    private boolean done;

    Offer(List<String> texts) {
      this.texts = texts;
    }
  }

  private final JournalOptions options;
  private final int[] batches;
  private final Set<Also> also = EnumSet.noneOf(Also.class);
  private final List<Offer> offers = new ArrayList<>();
  private int count;

  JournalScenario(int segmentBytes, int prepareBytes, int... batches) {
    this.options =
        new JournalOptions(
            segmentBytes,
            prepareBytes,
            Disk.system(),
            SimClock.at(Instant.parse("2026-01-01T00:00:00Z")),
            SimEntropy.of(7));
    this.batches = batches;
  }

  JournalScenario with(Also more) {
    also.add(more);
    return this;
  }

  private JournalOptions on(Disk disk) {
    // The same salts in each life: equal disks are then recognised, and audited once.
    return new JournalOptions(
        options.segmentBytes(), options.prepareBytes(), disk, options.clock(), SimEntropy.of(7));
  }

  @Override
  public void run(Disk disk) {
    try (Journal journal = Journal.open(DIRECTORY, on(disk))) {
      settle(check(journal));
      for (int size : batches) {
        Offer offer = new Offer(new ArrayList<>());
        for (int i = 0; i < size; i++) {
          offer.texts.add("entry " + count++);
        }
        offers.add(offer);
        List<NewEntry> batch = offer.texts.stream().map(JournalScenario::entry).toList();
        if (also.contains(Also.GROUPED)) {
          journal.append(batch, Durability.WRITTEN).orThrow();
        } else if (also.contains(Also.FOLLOWED)) {
          journal.append(batch, Durability.WRITTEN).orThrow();
          follow(disk);
          journal.sync();
          offer.done = true;
          follow(disk);
        } else {
          journal.append(batch).orThrow();
          offer.done = true;
        }
      }
      if (also.contains(Also.GROUPED)) {
        journal.sync();
        offers.forEach(offer -> offer.done = true);
      }
    }
  }

  /** Looks at the journal as another process does: what it is shown is promised from then on. */
  private void follow(Disk disk) {
    try (JournalFollower follower = JournalFollower.open(DIRECTORY, on(disk))) {
      int found = check(follower);
      int texts = 0;
      for (Offer offer : offers) {
        texts += offer.texts.size();
        offer.done |= texts <= found;
      }
    }
  }

  @Override
  public void audit(Disk disk) {
    try (Journal journal = Journal.open(DIRECTORY, on(disk))) {
      check(journal);
    }
    if (also.contains(Also.VERIFIED)) {
      VerifyReport report = JournalVerifier.verify(DIRECTORY, disk);
      require(report.isClosed() && report.findings().isEmpty(), "all is well, but: " + report);
    }
  }

  /** What a recovery has shown stays: the offers that were found are promised from now on. */
  private void settle(int found) {
    int texts = 0;
    for (Offer offer : List.copyOf(offers)) {
      texts += offer.texts.size();
      if (texts <= found) {
        offer.done = true;
      } else {
        offers.remove(offer);
      }
    }
  }

  /** Compares what is there with what was promised; returns how many data entries there are. */
  private int check(JournalReader journal) {
    List<String> found = new ArrayList<>();
    long position = 0;
    long epochs = 0;
    MerkleHasher hasher = MerkleHasher.create();
    MemoryHashes leaves = new MemoryHashes(hasher);
    try (Entries entries = journal.read(Position.FIRST)) {
      while (entries.hasNext()) {
        Entry entry = entries.next();
        require(entry.position().value() == position++, "positions must be dense: " + entry);
        leaves.append(entry.leaf(hasher));
        if (entry.kind() == Entry.Kind.DATA) {
          found.add(StandardCharsets.UTF_8.decode(entry.payload()).toString());
        } else {
          epochs++;
        }
      }
    }
    require(position == journal.head().value(), "head must be the end: " + journal.head());
    require(epochs >= 1, "an opening must begin an epoch");
    require(journal.treeHead().equals(leaves.tree().head()), "the tree is that of the entries");
    int matched = 0;
    boolean ended = false;
    for (Offer offer : offers) {
      int end = matched + offer.texts.size();
      boolean isThere = end <= found.size() && found.subList(matched, end).equals(offer.texts);
      require(isThere || !offer.done, "an appended batch must be there: " + offer.texts + found);
      require(!(isThere && ended), "no batch may follow one that is missing: " + found);
      matched = isThere ? end : matched;
      ended |= !isThere;
    }
    require(matched == found.size(), "nothing but what was offered, whole: " + found);
    return matched;
  }

  private static void require(boolean condition, String promise) {
    if (!condition) {
      throw new AssertionError(promise);
    }
  }

  static NewEntry entry(String text) {
    return NewEntry.of(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }
}
