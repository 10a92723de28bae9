package dev.stele.journal;

import dev.stele.ground.Disk;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A process that follows a journal, whoever writes it and whether anybody does, and says what it
 * sees until it is killed, or has seen all before the position that its parent tells it.
 *
 * <pre>
 *   tree SIZE ROOT .            at the beginning and at the end: what it takes for the tree
 *   saw POSITION TEXT .         every entry; an epoch has no text
 *   failed WHAT .               and nothing after it counts
 * </pre>
 */
final class FollowChild {

  /** How often it looks whether it was told an end. */
  private static final Duration LOOK = Duration.ofMillis(100);

  private static final AtomicLong end = new AtomicLong(Long.MAX_VALUE);

  private FollowChild() {}

  /**
   * Follows.
   *
   * @param arguments the directory, and the position to begin at
   */
  public static void main(String[] arguments) {
    Thread.ofPlatform().daemon().start(FollowChild::listen);
    try {
      follow(Path.of(arguments[0]), new Position(Long.parseLong(arguments[1])));
    } catch (Throwable e) {
      KillChild.fail(e);
    }
  }

  private static void follow(Path directory, Position from)
      throws IOException, InterruptedException {
    JournalOptions options = KillChild.options(Disk.system());
    try (JournalFollower journal = JournalFollower.open(directory, options);
        Tail tail = journal.tail(from)) {
      say(journal.treeHead());
      while (tail.position().value() < end.get()) {
        Optional<Entry> next = tail.next(LOOK);
        if (next.isPresent()) {
          Entry entry = next.get();
          String text = StandardCharsets.UTF_8.decode(entry.payload()).toString();
          KillChild.say("saw " + entry.position() + " " + text);
        }
      }
      say(journal.treeHead());
    }
  }

  private static void say(TreeHead tree) throws IOException {
    KillChild.say("tree " + tree.size() + " " + tree.root());
  }

  /** Hears where to end; the end of what it hears is the end of its parent. */
  private static void listen() {
    try {
      BufferedReader in =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        end.set(Long.parseLong(line));
      }
    } catch (IOException _) {
      // As good as the end.
    }
    Runtime.getRuntime().halt(2);
  }
}
