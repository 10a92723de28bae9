package dev.stele.trial;

import java.nio.file.Path;
import java.util.NavigableMap;
import java.util.TreeMap;

/** A file or directory of a simulated volume, apart from its name; compared by identity. */
sealed interface SimNode {

  /** What running programs see of a file, and what is durable of it. */
  final class File implements SimNode {
    /** The path it was created by, for messages and cut points. */
    final Path createdAs;

    final Pages visible;
    final Pages durable;

    File(Path createdAs, Pages visible, Pages durable) {
      this.createdAs = createdAs;
      this.visible = visible;
      this.durable = durable;
    }
  }

  /** What running programs see of a directory, and what is durable of it. */
  final class Directory implements SimNode {
    final NavigableMap<String, SimNode> visible = new TreeMap<>();
    final NavigableMap<String, SimNode> durable = new TreeMap<>();
  }
}
