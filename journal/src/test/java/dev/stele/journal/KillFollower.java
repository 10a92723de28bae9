package dev.stele.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * A {@link FollowChild} as its parent has it. A thread hears it all the while, lest it should wait
 * for us; what it said is taken by the thread of the test.
 */
final class KillFollower implements AutoCloseable {

  private final ChildJvm child;
  private final Queue<String> said = new ConcurrentLinkedQueue<>();
  private final FutureTask<Boolean> hearing = new FutureTask<>(this::hear);
  private final List<TreeHead> trees = new ArrayList<>();
  private long next;
  private int life = -1;
  private int witnessed = -1;

  private KillFollower(ChildJvm child, long from) {
    this.child = child;
    this.next = from;
    Thread.ofPlatform().daemon().start(hearing);
  }

  static KillFollower start(Path directory, Path errors, long from) throws IOException {
    return new KillFollower(
        ChildJvm.start(FollowChild.class, errors, directory.toString(), "" + from), from);
  }

  private Boolean hear() throws IOException {
    for (var line = child.line(); line.isPresent(); line = child.line()) {
      said.add(line.get());
    }
    return true;
  }

  /**
   * Takes what it said since the last call: of entries, all, one after another.
   *
   * @throws AssertionError if it has ended by itself, or said anything else
   */
  List<String> take() throws IOException, InterruptedException {
    if (hearing.isDone()) {
      throw child.ended();
    }
    return taken();
  }

  private List<String> taken() {
    List<String> lines = new ArrayList<>();
    for (String line = said.poll(); line != null; line = said.poll()) {
      String[] words = line.split(" ", -1);
      switch (words[0]) {
        case "tree" -> trees.add(new TreeHead(Long.parseLong(words[1]), Digest.parse(words[2])));
        case "saw" -> {
          if (!words[1].equals("" + next)) {
            throw new AssertionError("follower must see " + next + ", said: " + line);
          }
          next++;
          if (!words[2].isEmpty()) {
            life = Math.max(life, KillBatch.parse(words[2]).batch().life());
          }
          lines.add(line);
        }
        default -> throw new AssertionError("follower said: " + line);
      }
    }
    return lines;
  }

  /** Has it seen an entry of that writer? */
  boolean hasSeen(int ofLife) {
    return life >= ofLife;
  }

  /** Notes that the last writer it saw is still the last one, and is about to end. */
  void witness() {
    witnessed = life;
  }

  /** Did it see entries of a writer that lived then, and of one that came after a recovery? */
  boolean hasSeenBothSides() {
    return witnessed >= 0 && life > witnessed;
  }

  /** Kills it; returns what it said before. */
  List<String> kill() throws IOException, InterruptedException {
    child.kill();
    return rest();
  }

  /** Lets it go on until it has seen all before a position; returns what it said. */
  List<String> finish(Position end) throws IOException, InterruptedException {
    child.tell(end + "\n");
    List<String> lines = rest();
    if (child.end() != 0 || next != end.value() || trees.size() != 2) {
      throw new AssertionError(
          "follower must see all before " + end + ", saw all before " + next + ": " + trees);
    }
    return lines;
  }

  private List<String> rest() throws IOException, InterruptedException {
    try {
      hearing.get();
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    }
    return taken();
  }

  /** Compares what it took for the tree with what the journal has. */
  void requireTreesOf(Journal journal) {
    for (TreeHead tree : trees) {
      if (!journal.treeHead(new Position(tree.size())).equals(tree)) {
        throw new AssertionError("the tree that a follower saw must be the journal's: " + tree);
      }
    }
  }

  @Override
  public void close() throws IOException {
    child.close();
  }
}
