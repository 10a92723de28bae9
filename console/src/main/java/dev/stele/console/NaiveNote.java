package dev.stele.console;

import dev.stele.ground.Access;
import dev.stele.ground.Disk;
import dev.stele.ground.DiskFile;
import java.nio.file.Path;
import java.util.Optional;

/** Saves as most programs do: empties the file, writes the text, even syncs it. */
final class NaiveNote implements Note {

  private static final Path FILE = Path.of("/note");

  @Override
  public void save(Disk disk, String text) {
    try (DiskFile file =
        disk.find(FILE).isPresent() ? disk.open(FILE, Access.READ_WRITE) : disk.create(FILE)) {
      file.truncate(0);
      file.write(0, Texts.bytes(text));
      file.sync();
    }
  }

  @Override
  public Optional<String> load(Disk disk) {
    return Texts.read(disk, FILE);
  }

  @Override
  public String lines() {
    return "truncate(0); write(text); sync()";
  }
}
