package dev.stele.trial;

import dev.stele.ground.DiskEntry;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a {@link SimFileSystem} tells of a file: kind and size; a disk keeps no times. */
record SimAttributes(DiskEntry entry) implements BasicFileAttributes {

  /** The one view there is of them. */
  static final String VIEW = "basic";

  private static final FileTime EPOCH = FileTime.from(Instant.EPOCH);

  /**
   * Picks attributes by name.
   *
   * @param selection such as {@code *} or {@code basic:size,isDirectory}
   */
  Map<String, @Nullable Object> select(String selection) {
    int colon = selection.indexOf(':');
    if (colon >= 0 && !selection.substring(0, colon).equals(VIEW)) {
      throw new UnsupportedOperationException(
          "view must be '" + VIEW + "', got: '" + selection + "'");
    }
    Map<String, @Nullable Object> all = all();
    List<String> wanted = List.of(selection.substring(colon + 1).split(",", -1));
    if (wanted.contains("*")) {
      return all;
    }
    Map<String, @Nullable Object> selected = new LinkedHashMap<>();
    for (String name : wanted) {
      if (!all.containsKey(name)) {
        throw new IllegalArgumentException(
            "attribute must be one of " + all.keySet() + ", got: '" + name + "'");
      }
      selected.put(name, all.get(name));
    }
    return selected;
  }

  private Map<String, @Nullable Object> all() {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("size", size());
    all.put("isRegularFile", isRegularFile());
    all.put("isDirectory", isDirectory());
    all.put("isSymbolicLink", isSymbolicLink());
    all.put("isOther", isOther());
    all.put("creationTime", creationTime());
    all.put("lastAccessTime", lastAccessTime());
    all.put("lastModifiedTime", lastModifiedTime());
    all.put("fileKey", fileKey());
    return all;
  }

  @Override
  public boolean isRegularFile() {
    return entry.kind() == DiskEntry.Kind.FILE;
  }

  @Override
  public boolean isDirectory() {
    return entry.kind() == DiskEntry.Kind.DIRECTORY;
  }

  @Override
  public boolean isSymbolicLink() {
    return false;
  }

  @Override
  public boolean isOther() {
    return entry.kind() == DiskEntry.Kind.OTHER;
  }

  @Override
  public long size() {
    return entry.sizeBytes();
  }

  @Override
  public FileTime creationTime() {
    return EPOCH;
  }

  @Override
  public FileTime lastAccessTime() {
    return EPOCH;
  }

  @Override
  public FileTime lastModifiedTime() {
    return EPOCH;
  }

  @Override
  public @Nullable Object fileKey() {
    return null;
  }
}
