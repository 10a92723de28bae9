package dev.stele.trial;

import dev.stele.ground.DiskException;
import dev.stele.ground.DiskOperation;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The state of a simulated disk: what programs see, what is durable, and the changes in between.
 * Knows nothing of faults. Not safe for threads.
 */
final class SimVolume {

  /*
   * Each node holds its visible and its durable state apart. A change is made to the visible state
   * at once and appended to `pending`; a sync moves it into the durable state and out of the list.
   * A crash image is a fork of the durable state with some of the pending changes applied, in order.
   *
   * Names: a change holds one edit (create, remove) or two (rename). Syncing a directory lands every
   * change with an edit in it, after whatever it needs. Only of a rename between two directories
   * does syncing the target's land the new name alone: the old one may reappear until its own
   * directory is synced. Were the file system to lose the new name instead, a program could not
   * rename between directories at all.
   */
  final SimNode.Directory root;
  private final List<Change> pending = new ArrayList<>();

  SimVolume() {
    this(new SimNode.Directory());
  }

  private SimVolume(SimNode.Directory root) {
    this.root = root;
  }

  List<Change> pending() {
    return List.copyOf(pending);
  }

  // Finding.

  /** The parts of a path below the root, without "." and "..". */
  static List<String> parts(Path path) {
    Deque<String> parts = new ArrayDeque<>();
    for (Path part : path) {
      String name = part.toString();
      if (name.equals("..")) {
        parts.pollLast();
      } else if (!name.isEmpty() && !name.equals(".")) {
        parts.addLast(name);
      }
    }
    return List.copyOf(parts);
  }

  @Nullable SimNode find(Path path) {
    return find(parts(path));
  }

  private @Nullable SimNode find(List<String> parts) {
    SimNode node = root;
    for (String part : parts) {
      if (!(node instanceof SimNode.Directory directory)) {
        return null;
      }
      node = directory.visible.get(part);
    }
    return node;
  }

  /** Where a name stands: its directory and what it is called there. */
  record Slot(SimNode.Directory directory, String name) {
    @Nullable SimNode node() {
      return directory.visible.get(name);
    }
  }

  Slot slot(DiskOperation operation, Path path) {
    List<String> parts = parts(path);
    if (parts.isEmpty()) {
      throw new DiskException.Failed(operation, path, "the root has no name");
    }
    for (int i = 0; i < parts.size(); i++) {
      if (find(parts.subList(0, i)) instanceof SimNode.File) {
        throw new DiskException.Failed(operation, path, "a file stands in the middle of it");
      }
    }
    if (!(find(parts.subList(0, parts.size() - 1)) instanceof SimNode.Directory parent)) {
      throw new DiskException.NotFound(operation, path);
    }
    return new Slot(parent, parts.getLast());
  }

  SimNode.File file(DiskOperation operation, Path path) {
    return switch (find(path)) {
      case SimNode.File file -> file;
      case SimNode.Directory _ ->
          throw new DiskException.Failed(operation, path, "expected a file, found a directory");
      case null -> throw new DiskException.NotFound(operation, path);
    };
  }

  SimNode.Directory directory(DiskOperation operation, Path path) {
    return switch (find(path)) {
      case SimNode.Directory directory -> directory;
      case SimNode.File _ ->
          throw new DiskException.Failed(operation, path, "expected a directory, found a file");
      case null -> throw new DiskException.NotFound(operation, path);
    };
  }

  // Changing what is visible.

  SimNode.File createFile(long operation, Slot slot, Path path) {
    SimNode.File file = new SimNode.File(path, new Pages(), new Pages());
    link(operation, slot, file);
    return file;
  }

  void link(long operation, Slot slot, @Nullable SimNode node) {
    change(
        new Change.Names(
            operation, List.of(new Change.Edit(slot.directory, slot.name, slot.node(), node))));
  }

  void rename(long operation, Slot source, Slot target) {
    SimNode node = source.node();
    Change.Edit appears = new Change.Edit(target.directory, target.name, target.node(), node);
    Change.Edit goes = new Change.Edit(source.directory, source.name, node, null);
    boolean same = appears.isSameSlot(goes);
    change(new Change.Names(operation, same ? List.of(appears) : List.of(appears, goes)));
  }

  private void change(Change.Names names) {
    names.edits().forEach(edit -> set(edit.directory().visible, edit));
    pending.add(names);
  }

  void write(long operation, SimNode.File file, long position, byte[] bytes) {
    file.visible.write(position, bytes, 0, bytes.length);
    pending.add(new Change.Write(operation, file, position, bytes, false));
  }

  void resize(long operation, SimNode.File file, long sizeBytes) {
    file.visible.resize(sizeBytes);
    pending.add(new Change.Resize(operation, file, sizeBytes, false));
  }

  // Making durable.

  void sync(SimNode.File file) {
    for (Change change : pending()) {
      if (isContentOf(file, change) && !isForgotten(change)) {
        apply(change, file.durable, null);
        pending.remove(change);
        // What an older write left, landed or not, is covered now.
        pending.removeIf(other -> isForgotten(other) && isCoveredBy(other, change));
      }
    }
  }

  /**
   * A sync failed: its changes may have landed or not, reads show them, no later sync saves them.
   */
  void forget(SimNode.File file) {
    pending.replaceAll(change ->
        switch (change) {
          case Change.Write write when write.file() == file ->
              new Change.Write(write.operation(), file, write.position(), write.bytes(), true);
          case Change.Resize resize when resize.file() == file ->
              new Change.Resize(resize.operation(), file, resize.sizeBytes(), true);
          default -> change;
        });
  }

  private static boolean isForgotten(Change change) {
    return switch (change) {
      case Change.Write write -> write.forgotten();
      case Change.Resize resize -> resize.forgotten();
      case Change.Names _ -> false;
    };
  }

  private static boolean isCoveredBy(Change forgotten, Change synced) {
    if (forgotten instanceof Change.Write old && synced instanceof Change.Write write) {
      return old.overlaps(write);
    }
    return isContentOf(fileOf(synced), forgotten);
  }

  private static SimNode.File fileOf(Change content) {
    return switch (content) {
      case Change.Write write -> write.file();
      case Change.Resize resize -> resize.file();
      case Change.Names _ -> throw new IllegalArgumentException("names are no content");
    };
  }

  void syncDirectory(SimNode.Directory directory) {
    for (Change change : pending()) {
      if (change instanceof Change.Names names && pending.contains(names)) {
        for (Change.Edit edit : names.edits()) {
          if (edit.directory() == directory) {
            land(names, edit);
            break;
          }
        }
      }
    }
  }

  /** Lands a change of names for the sake of one of its edits, after the changes it needs. */
  private void land(Change.Names names, Change.Edit wanted) {
    boolean newNameAlone =
        names.edits().size() == 2
            && wanted.equals(names.edits().getFirst())
            && names.edits().getLast().directory() != wanted.directory();
    Change.Names landing =
        newNameAlone ? new Change.Names(names.operation(), List.of(wanted)) : names;
    for (Change earlier : pending()) {
      if (earlier.equals(names)) {
        break;
      }
      if (earlier instanceof Change.Names needed
          && landing.needs(needed)
          && pending.contains(needed)) {
        land(needed, needed.edits().getLast());
      }
    }
    landing.edits().forEach(edit -> set(edit.directory().durable, edit));
    int index = pending.indexOf(names);
    if (newNameAlone) {
      Change.Edit rest = names.edits().getLast();
      pending.set(index, new Change.Names(names.operation(), List.of(rest)));
    } else {
      pending.remove(index);
    }
  }

  // Crashing and decaying.

  /**
   * Builds the volume that a crash leaves.
   *
   * @throws IllegalArgumentException if the image does not fit the pending changes
   */
  SimVolume after(CrashImage image) {
    return new SimVolume(VolumeImage.of(this, image));
  }

  /** Copies everything; the pending changes get the numbers up to -1, in order. */
  SimVolume copy() {
    VolumeCopy copies = new VolumeCopy();
    SimVolume copy = new SimVolume((SimNode.Directory) copies.of(root));
    long operation = -pending.size();
    for (Change change : pending) {
      copy.pending.add(copies.of(change, operation++));
    }
    return copy;
  }

  /** Flips bits of a byte at rest; false if there is no such byte. */
  boolean rot(Rot rot) {
    boolean rotten = false;
    if (find(Path.of(rot.file())) instanceof SimNode.File file) {
      for (Pages content : List.of(file.visible, file.durable)) {
        byte[] one = new byte[1];
        if (content.read(rot.positionBytes(), one, 0, 1) == 1) {
          one[0] ^= (byte) rot.flipped();
          content.write(rot.positionBytes(), one, 0, 1);
          rotten = true;
        }
      }
    }
    return rotten;
  }

  /** The bytes in all visible files. */
  long usedBytes() {
    return usedBytes(root);
  }

  private static long usedBytes(SimNode node) {
    return switch (node) {
      case SimNode.File file -> file.visible.sizeBytes();
      case SimNode.Directory directory ->
          directory.visible.values().stream().mapToLong(SimVolume::usedBytes).sum();
    };
  }

  static boolean isContentOf(SimNode.File file, Change change) {
    return switch (change) {
      case Change.Write write -> write.file() == file;
      case Change.Resize resize -> resize.file() == file;
      case Change.Names _ -> false;
    };
  }

  static void apply(Change change, Pages content, @Nullable Tear tear) {
    switch (change) {
      case Change.Write write -> write.applyTo(content, tear);
      case Change.Resize resize -> content.resize(resize.sizeBytes());
      case Change.Names _ -> throw new IllegalArgumentException("names are no content");
    }
  }

  static void set(Map<String, SimNode> names, Change.Edit edit) {
    SimNode node = edit.node();
    if (node == null) {
      names.remove(edit.name());
    } else {
      names.put(edit.name(), node);
    }
  }
}
