package dev.stele.console;

import dev.stele.ground.Disk;
import dev.stele.trial.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Saves a few texts; promises that the last one whose save returned is there, or a later one,
 * whole.
 */
final class NoteScenario implements Scenario {

  private static final List<String> TEXTS = List.of("buy milk", "buy milk and bread", "call home");

  private final Note note;
  private final List<String> offered = new ArrayList<>();
  private int promised;

  NoteScenario(Note note) {
    this.note = note;
  }

  @Override
  public void run(Disk disk) {
    for (String text : TEXTS) {
      String numbered = text + " #" + (offered.size() + 1);
      offered.add(numbered);
      note.save(disk, numbered);
      promised = offered.size();
    }
  }

  @Override
  public void audit(Disk disk) {
    // A program would take an empty note for none.
    Optional<String> found = note.load(disk).filter(text -> !text.isEmpty());
    boolean isKept = found.isEmpty() ? promised == 0 : isAllowed(found.get());
    if (!isKept) {
      throw new AssertionError(
          "saved: "
              + offered.subList(0, promised)
              + ", found after the crash: "
              + found.map(text -> "'" + text.replace('\0', '·') + "'").orElse("nothing"));
    }
  }

  private boolean isAllowed(String text) {
    return offered.subList(Math.max(0, promised - 1), offered.size()).contains(text);
  }
}
