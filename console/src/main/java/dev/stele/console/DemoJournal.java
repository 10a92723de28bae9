package dev.stele.console;

import dev.stele.ground.Disk;
import dev.stele.journal.Digest;
import dev.stele.journal.Entries;
import dev.stele.journal.Entry;
import dev.stele.journal.InclusionProof;
import dev.stele.journal.Journal;
import dev.stele.journal.JournalReader;
import dev.stele.journal.JournalVerifier;
import dev.stele.journal.MerkleHasher;
import dev.stele.journal.Position;
import dev.stele.journal.RecoveryReport;
import dev.stele.journal.TreeHead;
import dev.stele.journal.VerifyReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/**
 * The part of the demonstration on the disk of this machine: a journal is written by another
 * process, which is killed; it is opened again, verified, and an entry of it is proven.
 */
final class DemoJournal {

  /** When the writer is killed: so many batches acknowledged to us, so many entries seen by us. */
  private static final int ACKNOWLEDGED_MIN = 1_000;

  private static final int SEEN_MIN = 500;

  /** The end of a process by SIGKILL, as the system tells it. */
  private static final int KILLED = 128 + 9;

  private final PrintWriter out;
  private final Path directory;
  private final List<DemoBatch.Acknowledged> acknowledged = new ArrayList<>();

  DemoJournal(PrintWriter out, Path directory) {
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
        out.println(
            "   A follower in this process read along, and saw " + seen.size() + " entries.");
        boolean isKept = recover(follower, seen);
        Optional<TreeHead> head = verify(follower);
        return head.isPresent() && prove(follower.journal(), head.get()) && isKept;
      }
    }
  }

  private static void requireOpened(Child writer) throws IOException, InterruptedException {
    Optional<String> first = writer.line();
    if (first.isEmpty()) {
      throw new IOException("writer must open the journal, ended with " + writer.end());
    }
    if (!first.get().equals(DemoWriter.OPENED)) {
      throw new IOException("writer must open the journal, said: " + first.get());
    }
  }

  /** Lets a child write for a while, then kills it. */
  private boolean kill(Child writer, DemoFollower follower)
      throws IOException, InterruptedException, ExecutionException {
    out.println();
    out.println("1. A journal is written by another process, which is killed.");
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

  /** Opens the journal, and looks for everything that was promised. */
  private boolean recover(DemoFollower follower, List<Digest> seen) throws InterruptedException {
    out.println();
    out.println("2. The journal is opened again.");
    try (Journal journal = Journal.open(directory, DemoWriter.options())) {
      RecoveryReport report = journal.recovery();
      out.println(
          "   Recovery read "
              + report.entriesExamined()
              + " entries behind the last checkpoint, wrote "
              + report.entriesRewritten()
              + " of them");
      out.println(
          "   anew that nobody knew to be synced, cut "
              + report.bytesCut()
              + " bytes, began epoch "
              + report.epoch()
              + ".");
      DemoAudit audit = DemoAudit.read(journal);
      DemoAudit.Kept kept = audit.lookUp(acknowledged);
      int broken = audit.brokenCount();
      out.println(
          "   "
              + kept.acknowledged()
              + " batches were acknowledged; "
              + kept.there()
              + " are where they were said to be, "
              + kept.whole());
      out.println("   whole, " + kept.once() + " once, " + kept.inOrder() + " in order.");
      out.println(
          "   "
              + audit.untoldCount(acknowledged)
              + " more were under way and are there; "
              + broken
              + " of all are broken.");
      int same = audit.sameCount(seen);
      out.println(
          "   " + seen.size() + " entries were seen by the follower; " + same + " are there.");
      List<Digest> all = follower.readOn(journal.head());
      int allSame = audit.sameCount(all);
      out.println(
          "   The follower, open all the while, read on: "
              + (all.size() - seen.size())
              + " more, "
              + (allSame - same)
              + " of them the same.");
      boolean isSame = same == seen.size() && allSame == all.size();
      return kept.isAll() && broken == 0 && isSame && report.epoch() == 2;
    }
  }

  /** Verifies every byte; returns the head of the tree, if it is whole and the follower's too. */
  private Optional<TreeHead> verify(DemoFollower follower) {
    out.println();
    out.println("3. The journal is closed, and every byte of it verified.");
    VerifyReport report = JournalVerifier.verify(directory, Disk.system());
    out.println(
        "   "
            + report.entryCount()
            + " entries in "
            + report.segmentCount()
            + " segments; findings: "
            + report.findings().size()
            + "; "
            + (report.isClosed() ? "closed in order." : "NOT closed in order."));
    for (VerifyReport.Finding finding : report.findings()) {
      out.println("   | " + finding);
    }
    TreeHead head = follower.journal().treeHead();
    boolean isSame = report.tree().filter(head::equals).isPresent();
    out.println(
        "   The root of the Merkle tree, computed from the entries, "
            + (isSame ? "is" : "is NOT")
            + " the one");
    out.println("   that readers are given: " + head.root() + ".");
    return report.findings().isEmpty() && report.isClosed() && isSame
        ? Optional.of(head)
        : Optional.empty();
  }

  /** Proves an entry to a process that has no journal. */
  private boolean prove(JournalReader journal, TreeHead head)
      throws IOException, InterruptedException {
    out.println();
    out.println("4. An entry is proven to a process that has no journal.");
    DemoBatch.Acknowledged chosen = acknowledged.get(acknowledged.size() / 2);
    Position position = new Position(chosen.position());
    Entry entry;
    try (Entries entries = journal.read(position)) {
      entry = entries.next();
    }
    String text = StandardCharsets.UTF_8.decode(entry.payload()).toString();
    out.println("   Entry " + entry.position() + ", '" + text + "'");
    InclusionProof proof = journal.proveInclusion(position, new Position(head.size()));
    ProofText right = new ProofText(entry.leaf(MerkleHasher.create()), proof, head);
    ProofText wrong = right.withBitChanged(0);
    out.println(
        "   Leaf, "
            + proof.hashes().size()
            + " hashes and root are a text of "
            + right.toString().length()
            + " characters, which is all it is told.");
    String answer = judge(right);
    out.println("   It says: " + answer);
    String other = judge(wrong);
    out.println("   With one bit of the leaf changed it says:");
    out.println("   | " + other);
    boolean isRight = text.equals(chosen.batch().text(0));
    return answer.equals(DemoVerifier.VERIFIED)
        && other.startsWith(DemoVerifier.REFUSED + " ROOT: ")
        && isRight;
  }

  private static String judge(ProofText proof) throws IOException {
    try (Child verifier = Child.start(DemoVerifier.NAME)) {
      verifier.tell(proof.toString());
      return verifier.line().orElse("nothing");
    }
  }
}
