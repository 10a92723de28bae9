package dev.stele.trial;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A path of a {@link SimFileSystem}: names below the root, or below wherever it is resolved. */
final class SimPath implements Path {

  private static final String SEPARATOR = "/";

  private final SimFileSystem fileSystem;
  private final boolean isAbsolute;

  /** Has one name at least, the empty one, unless the path is the root. */
  private final List<String> names;

  private SimPath(SimFileSystem fileSystem, boolean isAbsolute, List<String> names) {
    this.fileSystem = fileSystem;
    this.isAbsolute = isAbsolute;
    this.names = names.isEmpty() && !isAbsolute ? List.of("") : List.copyOf(names);
  }

  static SimPath parse(SimFileSystem fileSystem, String first, String... more) {
    StringBuilder text = new StringBuilder(first);
    for (String part : more) {
      if (!part.isEmpty()) {
        text.append(text.isEmpty() ? "" : SEPARATOR).append(part);
      }
    }
    if (text.indexOf("\0") >= 0) {
      throw new InvalidPathException(text.toString(), "a path must not contain NUL");
    }
    List<String> names = new ArrayList<>(List.of(text.toString().split(SEPARATOR, -1)));
    names.removeIf(String::isEmpty);
    return new SimPath(fileSystem, text.indexOf(SEPARATOR) == 0, names);
  }

  /** The path by which the disk knows this: absolute, without dots, of the machine's provider. */
  Path onDisk() {
    return Path.of(toAbsolutePath().normalize().toString());
  }

  @Override
  public SimFileSystem getFileSystem() {
    return fileSystem;
  }

  @Override
  public boolean isAbsolute() {
    return isAbsolute;
  }

  @Override
  public @Nullable SimPath getRoot() {
    return isAbsolute ? fileSystem.root() : null;
  }

  @Override
  public @Nullable SimPath getFileName() {
    return names.isEmpty() ? null : getName(names.size() - 1);
  }

  @Override
  public @Nullable SimPath getParent() {
    return names.size() > 1
        ? with(names.subList(0, names.size() - 1))
        : names.isEmpty() ? null : getRoot();
  }

  @Override
  public int getNameCount() {
    return names.size();
  }

  @Override
  public SimPath getName(int index) {
    return subpath(index, index + 1);
  }

  @Override
  public SimPath subpath(int beginIndex, int endIndex) {
    if (beginIndex < 0 || beginIndex >= endIndex || endIndex > names.size()) {
      throw new IllegalArgumentException(
          "names of a subpath must be some of "
              + names.size()
              + ", got: from "
              + beginIndex
              + " to "
              + endIndex);
    }
    return relative(names.subList(beginIndex, endIndex));
  }

  @Override
  public boolean startsWith(Path other) {
    Objects.requireNonNull(other);
    return other instanceof SimPath that
        && that.fileSystem == fileSystem
        && that.isAbsolute == isAbsolute
        && that.names.size() <= names.size()
        && names.subList(0, that.names.size()).equals(that.names);
  }

  @Override
  public boolean endsWith(Path other) {
    Objects.requireNonNull(other);
    if (!(other instanceof SimPath that) || that.fileSystem != fileSystem) {
      return false;
    }
    int skipped = names.size() - that.names.size();
    return that.isAbsolute
        ? equals(that)
        : skipped >= 0 && names.subList(skipped, names.size()).equals(that.names);
  }

  @Override
  public SimPath normalize() {
    List<String> kept = new ArrayList<>();
    for (String name : names) {
      if (name.equals("..")) {
        if (!kept.isEmpty() && !kept.getLast().equals("..")) {
          kept.removeLast();
        } else if (!isAbsolute) {
          kept.add(name);
        }
      } else if (!name.equals(".")) {
        kept.add(name);
      }
    }
    return with(kept);
  }

  @Override
  public SimPath resolve(Path other) {
    SimPath that = of(fileSystem, other);
    if (that.isAbsolute || isEmpty()) {
      return that;
    }
    if (that.isEmpty()) {
      return this;
    }
    List<String> all = new ArrayList<>(names);
    all.addAll(that.names);
    return with(all);
  }

  @Override
  public SimPath relativize(Path other) {
    SimPath child = of(fileSystem, other);
    if (child.isAbsolute != isAbsolute) {
      throw new IllegalArgumentException(
          "both paths must be absolute or neither, got: '" + this + "' and '" + other + "'");
    }
    if (isEmpty()) {
      return child;
    }
    List<String> from = normalize().realNames();
    List<String> to = child.normalize().realNames();
    int common = 0;
    while (common < Math.min(from.size(), to.size()) && from.get(common).equals(to.get(common))) {
      common++;
    }
    List<String> up = from.subList(common, from.size());
    if (up.contains("..")) {
      throw new IllegalArgumentException(
          "a way from '" + this + "' must be known, got: '" + other + "'");
    }
    List<String> way = new ArrayList<>(Collections.nCopies(up.size(), ".."));
    way.addAll(to.subList(common, to.size()));
    return relative(way);
  }

  @Override
  public SimPath toAbsolutePath() {
    return isAbsolute ? this : new SimPath(fileSystem, true, realNames());
  }

  @Override
  public SimPath toRealPath(LinkOption... options) throws IOException {
    fileSystem.provider().checkAccess(this);
    return toAbsolutePath().normalize();
  }

  @Override
  public URI toUri() {
    try {
      return new URI(SimProvider.SCHEME, null, toAbsolutePath().toString(), null);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("every absolute path is a URI", e);
    }
  }

  @Override
  public WatchKey register(
      WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
    throw new UnsupportedOperationException("a watched path must be of a machine, got: " + this);
  }

  @Override
  public int compareTo(Path other) {
    return toString().compareTo(of(fileSystem, other).toString());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SimPath that
        && that.fileSystem == fileSystem
        && that.isAbsolute == isAbsolute
        && that.names.equals(names);
  }

  @Override
  public int hashCode() {
    return Objects.hash(System.identityHashCode(fileSystem), isAbsolute, names);
  }

  @Override
  public String toString() {
    return (isAbsolute ? SEPARATOR : "") + String.join(SEPARATOR, names);
  }

  /** Returns a path as one of a file system; one of another is the caller's mistake. */
  static SimPath of(SimFileSystem fileSystem, Path path) {
    Objects.requireNonNull(path);
    if (path instanceof SimPath own && own.fileSystem == fileSystem) {
      return own;
    }
    throw new ProviderMismatchException("a path must be of this file system, got: '" + path + "'");
  }

  private boolean isEmpty() {
    return names.equals(List.of(""));
  }

  /** The names, of which an empty path has none. */
  private List<String> realNames() {
    return isEmpty() ? List.of() : names;
  }

  private SimPath with(List<String> otherNames) {
    return new SimPath(fileSystem, isAbsolute, otherNames);
  }

  private SimPath relative(List<String> otherNames) {
    return new SimPath(fileSystem, false, otherNames);
  }
}
