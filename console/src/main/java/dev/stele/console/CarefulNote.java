package dev.stele.console;

import dev.stele.ground.Disk;
import dev.stele.ground.DiskFile;
import java.nio.file.Path;
import java.util.Optional;

/** Saves beside the old text, syncs, renames over it, and syncs the directory. */
final class CarefulNote implements Note {

  private static final Path FILE = Path.of("/note");
  private static final Path FRESH = Path.of("/note.new");

  @Override
  public void save(Disk disk, String text) {
    if (disk.find(FRESH).isPresent()) {
      disk.remove(FRESH); // Of a save that did not come to its end.
    }
    try (DiskFile file = disk.create(FRESH)) {
      file.write(0, Texts.bytes(text));
      file.sync();
    }
    disk.rename(FRESH, FILE);
    disk.syncDirectory(Path.of("/"));
  }

  @Override
  public Optional<String> load(Disk disk) {
    return Texts.read(disk, FILE);
  }

  @Override
  public String lines() {
    return "create(new); write(text); sync(); rename(new, note); syncDirectory()";
  }
}
