package dev.stele.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stele.ground.Disk;
import dev.stele.trial.SimEntropy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Writers killed with SIGKILL, on the disk of this machine: in the middle of appends, of rotations,
 * of openings and their recoveries, again and again in one directory. After each round everything
 * that was acknowledged, seen or found before is there.
 *
 * <p>This does not test syncs: the page cache survives the end of a process, so that a journal that
 * never syncs passes. What a machine loses is for {@link JournalCrashTrial}. Here the operating
 * system is the real one, many threads write, and nothing of the process lives on: no buffer, no
 * lock, no tidy ending.
 *
 * <p>A signal takes its time. So some children end themselves in the moment of an acknowledgement,
 * by {@link Runtime#halt}: what was acknowledged and not yet written would be lost.
 *
 * <p>When a child is killed is drawn from a printed seed, in what it has said, never in time. What
 * it does between its last line and its end is up to the machine, so a seed does not replay a run.
 *
 * <p>In two rounds of three, followers in processes of their own read along: one from before the
 * writer is started, another one from the middle of its appends. They outlive the writer, those
 * that are killed while they open and repair, and the next ones; some are killed themselves. What
 * they saw, and what they took for the tree, must be there. No writer is killed before each of them
 * has seen an entry of it; at the end they are told how far to read.
 *
 * <p>Another kind of child that reads needs a main class that says {@code saw POSITION TEXT .}, a
 * {@link ChildJvm} started beside the writer, and its lines passed to {@link Run#followed}.
 */
class JournalKillTrial {

  private static final int LARGEST_KILL = 400;

  /** About the number of disk operations of an opening that repairs. */
  private static final int OPENING_OPERATIONS = 40;

  /** How many entries a follower may see that an audit has seen before. */
  private static final int FOLLOWED_AGAIN_MAX = 200;

  @TempDir private Path root;

  @Test
  void whatWasAcknowledgedSurvivesKills() throws Exception {
    Run run = new Run(root, 20_261_121);
    // Which kill comes in time, and what it leaves, depends on the machine: on, until enough did.
    while (run.rounds < 12 || (run.rounds < 60 && !run.hasSeenEnough())) {
      run.round();
    }
    System.out.println(run);
    assertThat(run.killedAppending).as(run.toString()).isGreaterThanOrEqualTo(12);
    assertThat(run.killedOpening).as(run.toString()).isGreaterThanOrEqualTo(4);
    assertThat(run.halted).as(run.toString()).isGreaterThanOrEqualTo(3);
    assertThat(run.batches()).as(run.toString()).isGreaterThanOrEqualTo(1_500);
    assertThat(run.rotations).as(run.toString()).isGreaterThanOrEqualTo(15);
    assertThat(run.seen).as(run.toString()).isGreaterThanOrEqualTo(500);
    assertThat(run.recoveries).as(run.toString()).isGreaterThanOrEqualTo(10);
    assertThat(run.followed).as(run.toString()).isGreaterThanOrEqualTo(5_000);
    assertThat(run.followersKilled).as(run.toString()).isGreaterThanOrEqualTo(2);
    assertThat(run.followersOnBothSides).as(run.toString()).isGreaterThanOrEqualTo(3);
  }

  /** Minutes: 200 rounds, in ten directories, since each audit reads all. */
  @Test
  @Tag("soak")
  void whatWasAcknowledgedSurvivesManyKills() throws Exception {
    for (int part = 0; part < 10; part++) {
      Run run = new Run(Files.createDirectory(root.resolve("part-" + part)), 1_000 + part);
      for (int round = 0; round < 20; round++) {
        run.round();
      }
      System.out.println(run);
      assertThat(run.batches()).as(run.toString()).isGreaterThanOrEqualTo(3_000);
      assertThat(run.rotations).as(run.toString()).isGreaterThanOrEqualTo(30);
      assertThat(run.recoveries).as(run.toString()).isGreaterThanOrEqualTo(15);
      assertThat(run.followed).as(run.toString()).isGreaterThanOrEqualTo(10_000);
      assertThat(run.followersKilled).as(run.toString()).isGreaterThanOrEqualTo(3);
      assertThat(run.followersOnBothSides).as(run.toString()).isGreaterThanOrEqualTo(5);
    }
  }

  /** One directory, and what happened there. */
  private static final class Run {
    private final Path directory;
    private final Path errors;
    private final long seed;
    private final SimEntropy chance;
    private final KillModel model = new KillModel();
    private int lives;
    private int opened;
    private int rounds;
    private int killedAppending;
    private int killedOpening;
    private int halted;
    private int rotations;
    private int seen;
    private int recoveries;
    private int followed;
    private int followersStarted;
    private int followersKilled;
    private int followersOnBothSides;
    private final List<KillFollower> followers = new ArrayList<>();
    private Position settledHead = Position.FIRST;

    Run(Path root, long seed) {
      this.directory = root.resolve("journal");
      this.errors = root.resolve("errors");
      this.seed = seed;
      this.chance = SimEntropy.of(seed);
    }

    /** Kills a writer, perhaps some that are only opening, perhaps another writer; then looks. */
    void round() throws IOException, InterruptedException {
      int followersWanted = rounds % 3; // None in the first: there is no journal yet.
      try {
        if (followersWanted > 0) {
          follow();
        }
        killAppending(10 + chance.below(LARGEST_KILL), followersWanted);
        for (int more = chance.below(3); more > 0; more--) {
          killOpening(1 + chance.below(OPENING_OPERATIONS));
        }
        if (chance.below(3) == 0) {
          killAppending(10 + chance.below(LARGEST_KILL), followers.size());
        }
        if (chance.below(2) == 0) {
          halt(10 + chance.below(LARGEST_KILL));
        }
        audit();
        rounds++;
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed + ", round " + rounds + ": " + e.getMessage(), e);
      } finally {
        closeFollowers();
      }
    }

    private void killAppending(int acknowledgements, int followersWanted)
        throws IOException, InterruptedException {
      int life = lives;
      long half = batches() + acknowledgements / 2;
      long wanted = batches() + acknowledgements;
      try (ChildJvm child = start()) {
        while (batches() < wanted || !haveFollowersSeen(life)) {
          heard(next(child));
          if (batches() == half && followers.size() < followersWanted) {
            follow();
          }
        }
        if (followers.size() > 1 && rounds % 2 == 0) {
          try (KillFollower killed = followers.removeLast()) {
            followed(killed.kill());
          }
          followersKilled++;
        }
        followers.forEach(KillFollower::witness);
        child.kill();
        drain(child);
      }
      killedAppending++;
    }

    /** Starts a follower a little before what is there since the last audit. */
    private void follow() throws IOException, InterruptedException {
      long from = Math.max(0, settledHead.value() - chance.below(FOLLOWED_AGAIN_MAX));
      Path said = errors.resolveSibling("errors-of-follower-" + followersStarted++);
      followers.add(KillFollower.start(directory, said, from));
    }

    /** Hears the followers; tells whether each of them has seen an entry of a writer. */
    private boolean haveFollowersSeen(int life) throws IOException, InterruptedException {
      for (KillFollower follower : followers) {
        followed(follower.take());
      }
      return followers.stream().allMatch(follower -> follower.hasSeen(life));
    }

    private void followed(List<String> lines) {
      for (String line : lines) {
        String[] words = line.split(" ", -1);
        model.saw(number(words[1]), words[2]);
      }
      followed += lines.size();
    }

    private void closeFollowers() throws IOException {
      for (KillFollower follower : followers) {
        follower.close();
      }
      followers.clear();
    }

    private void killOpening(int operations) throws IOException, InterruptedException {
      try (ChildJvm child = start()) {
        int before = opened;
        for (int i = 0; i < operations && opened == before; i++) {
          heard(next(child));
        }
        child.kill();
        drain(child);
        killedOpening += opened == before ? 1 : 0; // Otherwise it was faster than the kill.
      }
    }

    /** Lets a child end itself in the moment of an acknowledgement. */
    private void halt(int acknowledgements) throws IOException {
      long before = batches();
      try (ChildJvm child = start(acknowledgements)) {
        drain(child);
      }
      if (batches() < before + acknowledgements) {
        throw new AssertionError(
            "child must end itself, ended before:\n" + Files.readString(errors));
      }
      halted++;
    }

    private ChildJvm start() throws IOException {
      return start(0);
    }

    private ChildJvm start(int untilHalt) throws IOException {
      model.began(lives, KillChild.WRITERS);
      return ChildJvm.start(
          KillChild.class, errors, directory.toString(), "" + lives++, "" + untilHalt);
    }

    private static String next(ChildJvm child) throws IOException, InterruptedException {
      Optional<String> line = child.line();
      if (line.isEmpty()) {
        throw child.ended();
      }
      return line.get();
    }

    private void drain(ChildJvm child) throws IOException {
      for (var line = child.line(); line.isPresent(); line = child.line()) {
        heard(line.orElseThrow());
      }
    }

    /** Takes a line of a child that writes. */
    private void heard(String line) {
      String[] words = line.split(" ", -1);
      switch (words[0]) {
        case "opening" -> {}
        case "opened" -> {
          opened++;
          recovered(number(words[1]) + number(words[2]) + number(words[3]));
        }
        case "done" -> {
          KillBatch batch =
              new KillBatch((int) number(words[1]), (int) number(words[2]), (int) number(words[3]));
          model.acknowledged(batch, number(words[4]), number(words[5]));
        }
        case "saw" -> {
          seen++;
          model.saw(number(words[1]), words[2]);
        }
        case "rotated" -> rotations++;
        default -> throw new AssertionError("child said: " + line);
      }
    }

    private static long number(String digits) {
      return Long.parseLong(digits);
    }

    private void recovered(long found) {
      if (found > 0) {
        recoveries++;
      }
    }

    /** Recovers, lets the followers see all of that, and looks. */
    private void audit() throws IOException, InterruptedException {
      try (Journal journal = Journal.open(directory, KillChild.options(Disk.system()))) {
        RecoveryReport report = journal.recovery();
        recovered(report.entriesExamined() + report.entriesRewritten() + report.bytesCut());
        settledHead = journal.head();
        for (KillFollower follower : followers) {
          followed(follower.finish(settledHead));
          follower.requireTreesOf(journal);
          followersOnBothSides += follower.hasSeenBothSides() ? 1 : 0;
        }
        model.audit(journal);
      }
    }

    private boolean hasSeenEnough() {
      return killedOpening >= 4 && rotations >= 15 && seen >= 500 && recoveries >= 10;
    }

    private long batches() {
      return model.acknowledgedCount();
    }

    @Override
    public String toString() {
      return ("journal-kill: seed %d, rounds %d, killed appending %d and opening %d, halted %d, batches %d, "
              + "seen %d, rotations %d, recoveries that found something %d, followers %d, of these killed %d "
              + "and on both sides of a recovery %d, seen by them %d")
          .formatted(
              seed,
              rounds,
              killedAppending,
              killedOpening,
              halted,
              batches(),
              seen,
              rotations,
              recoveries,
              followersStarted,
              followersKilled,
              followersOnBothSides,
              followed);
    }
  }
}
