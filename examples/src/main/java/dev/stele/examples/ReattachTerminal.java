package dev.stele.examples;

import dev.stele.attach.Attach;
import dev.stele.attach.End;
import dev.stele.attach.Fanout;
import dev.stele.attach.Inbox;
import dev.stele.attach.Item;
import dev.stele.attach.Live;
import dev.stele.attach.Received;
import dev.stele.attach.StateProducer;
import dev.stele.attach.Subscription;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A program goes on while nobody watches; whoever opens a terminal on it sees its screen as it is,
 * and then each line as it comes, none twice and none missing.
 */
public final class ReattachTerminal {

  private static final int ROWS = 4;

  private ReattachTerminal() {}

  /** What a program shows: the last few lines, and a change for each line that is printed. */
  static final class Screen implements StateProducer<List<String>, String>, AutoCloseable {

    private static final Set<String> ALL = Set.of("all");

    private final UUID lineage;
    private final Fanout<String> terminals = new Fanout<>();
    private final ReentrantLock printing = new ReentrantLock();
    private final ReentrantLock keeping = new ReentrantLock(); // Held for moments.
    private final ArrayDeque<String> rows = new ArrayDeque<>();
    private long printed;

    Screen(UUID lineage) {
      this.lineage = lineage;
    }

    /**
     * A line is on the screen before a terminal is told of it: that is all a producer must keep.
     */
    void print(String line) {
      printing.lock();
      try {
        Item<String> change = show(line);
        terminals.publish(change, "all");
      } finally {
        printing.unlock();
      }
    }

    private Item<String> show(String line) {
      keeping.lock();
      try {
        rows.add(line);
        if (rows.size() > ROWS) {
          rows.remove();
        }
        return new Item<>(printed++, line);
      } finally {
        keeping.unlock();
      }
    }

    @Override
    public UUID lineage() {
      return lineage;
    }

    @Override
    public Subscription subscribe(Inbox<String> inbox) {
      return terminals.add(inbox, ALL, _ -> true);
    }

    @Override
    public State<List<String>> state() {
      keeping.lock();
      try {
        return new State<>(List.copyOf(rows), printed);
      } finally {
        keeping.unlock();
      }
    }

    @Override
    public void close() {
      terminals.end(new End.Closed());
    }
  }

  /** One who watches: has a view of his own, and reads until a line has come. */
  static List<String> watch(Screen screen, String last) throws InterruptedException {
    List<String> view = new ArrayList<>();
    try (Live<List<String>, String> live =
        Attach.to(screen).subscribe().replay(rows -> paint(view, rows)).live()) {
      while (!view.contains(last)) {
        switch (live.next()) {
          case Received.Got<List<String>, String>(Item<String> line) -> {
            System.out.println("  came:   " + line.value());
            view.add(line.value());
          }
          case Received.Resynced<List<String>, String>(List<String> rows) -> paint(view, rows);
          case Received.Ended<List<String>, String>(End why) -> {
            System.out.println("  ended:  " + why);
            return view;
          }
          case Received<List<String>, String> _ -> {} // Caught up, and the like.
        }
      }
    }
    return view;
  }

  /** A screen replaces all that was seen before. */
  private static void paint(List<String> view, List<String> rows) {
    view.clear();
    view.addAll(rows);
    System.out.println("  screen: " + String.join(" | ", rows));
  }

  /** Watches a program, leaves it alone, and watches it again. */
  public static void main(String[] arguments) throws InterruptedException {
    try (Screen screen = new Screen(new UUID(0x7E57, 1))) {
      screen.print("compiling");
      Thread program = Thread.ofVirtual().start(() -> printAll(screen, "linking", "testing"));
      System.out.println("attached");
      watch(screen, "testing");
      program.join();

      System.out.println("detached; the program goes on");
      printAll(screen, "12 passed", "packing", "signing");

      System.out.println("attached again");
      Thread more = Thread.ofVirtual().start(() -> printAll(screen, "done"));
      List<String> view = watch(screen, "done");
      more.join();
      List<String> truth = screen.state().value();
      System.out.println(
          "the terminal shows what the screen shows: "
              + view.subList(view.size() - ROWS, view.size()).equals(truth));
    }
  }

  private static void printAll(Screen screen, String... lines) {
    for (String line : lines) {
      screen.print(line);
    }
  }
}
