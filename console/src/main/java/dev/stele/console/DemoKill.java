package dev.stele.console;

import dev.stele.journal.Digest;
import dev.stele.journal.RecoveryReport;
import dev.stele.store.Outcome;
import dev.stele.store.Store;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/**
 * The part of the demonstration with two processes: one writes, one reads along; the writer is
 * killed, and nothing that it said is lost.
 */
final class DemoKill {

  /** When the writer is killed: so many batches acknowledged to us, so many events seen by us. */
  private static final int ACKNOWLEDGED_MIN = 1_000;

  private static final int SEEN_MIN = 500;

  /** The end of a process by SIGKILL, as the system tells it. */
  static final int KILLED = 128 + 9;

  private final PrintWriter out;
  private final Path directory;
  private final List<DemoBatch.Acknowledged> acknowledged = new ArrayList<>();

  DemoKill(PrintWriter out, Path directory) {
    this.out = out;
    this.directory = directory;
  }

  /** Shows it; false if anything is not as it must be. */
  boolean show() throws IOException, InterruptedException, ExecutionException {
    try (Child writer = Child.start(DemoWriter.NAME, directory.toString())) {
      requireOpened(writer);
      try (DemoFollower follower = new DemoFollower(directory)) {
        if (!kill(writer, follower)) {
          return false; // It has ended by itself; standard error says why.
        }
        List<Digest> seen = follower.endOfWriter();
        out.println("   A tail in this process read along, and saw " + seen.size() + " events.");
        return recover(follower, seen);
      }
    }
  }

  private static void requireOpened(Child writer) throws IOException, InterruptedException {
    Optional<String> first = writer.line();
    if (first.isEmpty()) {
      throw new IOException("writer must open the store, ended with " + writer.end());
    }
    if (!first.get().equals(DemoWriter.OPENED)) {
      throw new IOException("writer must open the store, said: " + first.get());
    }
  }

  /** Lets a child write for a while, then kills it. */
  private boolean kill(Child writer, DemoFollower follower)
      throws IOException, InterruptedException, ExecutionException {
    out.println();
    out.println("4. The store is written by another process, which is killed.");
    out.println("     " + directory);
    Optional<String> line = writer.line();
    while (line.isPresent()
        && (acknowledged.size() < ACKNOWLEDGED_MIN || follower.count() < SEEN_MIN)) {
      acknowledged.add(DemoBatch.Acknowledged.parse(line.get()));
      line = writer.line();
    }
    writer.kill();
    for (; line.isPresent(); line = writer.line()) { // Said before its end, and not yet heard.
      acknowledged.add(DemoBatch.Acknowledged.parse(line.get()));
    }
    int status = writer.end();
    long threads = acknowledged.stream().map(each -> each.batch().writer()).distinct().count();
    out.println("   " + threads + " virtual threads of process " + writer.pid() + " appended");
    out.println("   " + acknowledged.size() + " batches that were acknowledged to this one, which");
    out.println(
        status == KILLED
            ? "   then killed it: exit status " + status + ", which is SIGKILL."
            : "   did NOT kill it: it ended by itself, exit status " + status + ".");
    return status == KILLED;
  }

  /** Opens the store, looks for everything that was promised, and tries again what was not. */
  private boolean recover(DemoFollower follower, List<Digest> seen) throws InterruptedException {
    try (Store store = Store.open(directory, DemoWriter.options())) {
      RecoveryReport report = store.recovery();
      out.println(
          "   Opened again: recovery read %d entries behind the last checkpoint, cut %d bytes."
              .formatted(report.entriesExamined(), report.bytesCut()));
      DemoAudit audit = DemoAudit.read(store);
      DemoAudit.Kept kept = audit.lookUp(acknowledged);
      int broken = audit.brokenCount();
      out.println(
          "   %d batches were acknowledged; %d are where they were said to be, %d"
              .formatted(kept.acknowledged(), kept.there(), kept.whole()));
      out.println("   whole, " + kept.once() + " once, " + kept.inOrder() + " in order.");
      out.println(
          "   %d more were under way and are there; %d of all are broken."
              .formatted(audit.untoldCount(acknowledged), broken));
      boolean isTried = tryAgain(store, audit.untoldCount(acknowledged));
      DemoAudit later = DemoAudit.read(store);
      int same = later.sameCount(seen);
      out.println("   " + seen.size() + " events were seen by the tail; " + same + " are there.");
      List<Digest> all = follower.readOn(store.head());
      int allSame = later.sameCount(all);
      out.println(
          "   The tail, open all the while, read on: %d more, %d of them the same."
              .formatted(all.size() - seen.size(), allSame - same));
      boolean isSame = same == seen.size() && allSame == all.size();
      return kept.isAll() && broken == 0 && isTried && isSame && later.brokenCount() == 0;
    }
  }

  /** What was under way when the writer was killed is tried again, with the keys it had. */
  private boolean tryAgain(Store store, int underWay) {
    int repeated = 0;
    int appended = 0;
    for (int writer = 0; writer < DemoWriter.WRITERS; writer++) {
      int of = writer;
      int next =
          acknowledged.stream()
              .map(DemoBatch.Acknowledged::batch)
              .filter(batch -> batch.writer() == of)
              .mapToInt(batch -> batch.number() + 1)
              .max()
              .orElse(0);
      Outcome outcome = store.append(new DemoBatch(writer, next).append());
      repeated += outcome instanceof Outcome.Repeated ? 1 : 0;
      appended += outcome instanceof Outcome.Appended ? 1 : 0;
    }
    out.println(
        "   The %d that were under way, tried again by their keys: %d were there, %d were not."
            .formatted(DemoWriter.WRITERS, repeated, appended));
    return repeated == underWay && repeated + appended == DemoWriter.WRITERS;
  }
}
