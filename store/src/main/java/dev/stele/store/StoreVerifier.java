package dev.stele.store;

import dev.stele.ground.Disk;
import dev.stele.journal.Entry;
import dev.stele.journal.JournalException;
import dev.stele.journal.JournalFollower;
import dev.stele.journal.JournalOptions;
import dev.stele.journal.JournalVerifier;
import dev.stele.journal.VerifyReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks at every byte of a store's log, and at what its events say of each other: that each can be
 * decoded, that the versions of every stream have no holes, that time does not fall. Changes
 * nothing and takes no lock; a store that is being written is verified as far as it is durable.
 *
 * <p>The index, a cache, is not looked at. Takes about 24 bytes of memory for each stream.
 */
public final class StoreVerifier {

  private static final int PROBLEMS_MAX = 1_000;
  private static final int REPORT_EVERY = 1 << 14;

  /** Is told how far a verification has come. */
  @FunctionalInterface
  public interface Progress {

    /**
     * Some entries were verified.
     *
     * @param entries how many, so far; may begin anew
     * @param total how many there were when it began
     */
    void verified(long entries, long total);
  }

  /**
   * What a verification found.
   *
   * @param log what is not as it was written
   * @param events how many events there are
   * @param streams how many streams they are in
   * @param problems events that do not fit each other, the first thousand of them
   */
  public record Report(VerifyReport log, long events, long streams, List<Problem> problems) {

    /** Copies the list. */
    public Report {
      problems = List.copyOf(problems);
    }

    /** Tells whether nothing was found. */
    public boolean isClean() {
      return log.findings().isEmpty() && problems.isEmpty();
    }
  }

  /**
   * An event that does not fit.
   *
   * @param position where it stands
   * @param explanation for people
   */
  public record Problem(long position, String explanation) {}

  private final Terms terms;
  private final Progress progress;
  private final long total;
  private final List<Problem> problems = new ArrayList<>();
  private StreamVersions next = new StreamVersions();
  private long nextPosition;
  private long entries;
  private long events;
  private long lastMicros = Long.MIN_VALUE;

  private StoreVerifier(Terms terms, Progress progress, long total) {
    this.terms = terms;
    this.progress = progress;
    this.total = total;
  }

  /**
   * Verifies a store.
   *
   * @throws JournalException.Missing if there is none in the directory
   * @throws JournalException.NewerFormat if a newer version wrote it
   * @throws dev.stele.ground.DiskException if the disk fails
   */
  public static Report verify(Path directory, Disk disk, Progress progress) {
    try (JournalFollower journal =
        JournalFollower.open(directory, JournalOptions.standard().on(disk))) {
      StoreVerifier verifier =
          new StoreVerifier(new Terms(journal.lineage()), progress, journal.head().value());
      VerifyReport log = JournalVerifier.verify(directory, disk, verifier::look);
      progress.verified(verifier.entries, Math.max(verifier.entries, verifier.total));
      return new Report(log, verifier.events, verifier.next.count(), verifier.problems);
    }
  }

  private void look(Entry entry) {
    long position = entry.position().value();
    if (position < nextPosition) { // Anew.
      next = new StreamVersions();
      problems.clear();
      entries = 0;
      events = 0;
      lastMicros = Long.MIN_VALUE;
      nextPosition = 0;
    }
    if (position > nextPosition) {
      next.forgive(); // Of what is damaged nothing is shown: the log's findings tell it.
    }
    nextPosition = position + 1;
    entries++;
    if (entries % REPORT_EVERY == 0) {
      progress.verified(entries, Math.max(entries, total));
    }
    if (entry.kind() == Entry.Kind.LOST || entry.form() == Entry.Form.LEAF_ONLY) {
      next.forgive(); // Any stream may have lost an event here.
    } else if (Lookup.isEvent(entry)) {
      lookAtEvent(entry);
    }
  }

  private void lookAtEvent(Entry entry) {
    long position = entry.position().value();
    EventHeader header;
    try {
      header = EventHeader.of(entry.header(), position);
    } catch (StoreException.Undecodable | StoreException.NewerFormat e) {
      problem(position, String.valueOf(e.getMessage()));
      return;
    }
    events++;
    long expected = next.take(terms.stream(header.coordinate()), header.version());
    if (expected != header.version()) {
      problem(
          position,
          "version of stream %s must be %d, got: %d"
              .formatted(header.coordinate(), expected, header.version()));
    }
    if (header.timeMicros() < lastMicros) {
      problem(position, "time of an event must not be before that of the one before it");
    }
    lastMicros = Math.max(lastMicros, header.timeMicros());
  }

  private void problem(long position, String explanation) {
    if (problems.size() < PROBLEMS_MAX) {
      problems.add(new Problem(position, explanation));
    }
  }
}
