package dev.stele.console;

import dev.stele.ground.Disk;
import java.util.Optional;

/** A note kept in one file, for the demonstration: two ways to save it, one of them right. */
interface Note {

  /** Saves a text in the place of the one before; on return it should survive a crash. */
  void save(Disk disk, String text);

  /** Reads the note; empty if none was saved. */
  Optional<String> load(Disk disk);

  /** The lines that do it, as a programmer would write them. */
  String lines();
}
