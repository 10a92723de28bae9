package dev.stele.trial;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.CopyOption;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same calls on a {@link SimFileSystem} and on the machine's file system have the same
 * outcomes.
 *
 * <p>Declared differences, which the comparison levels or the generator avoids: a path through a
 * file is a missing one, not an I/O error; any other I/O error is always a {@code
 * FileSystemException}; dots are taken out of a path before it is looked up; directories have no
 * size; an atomic move never replaces a directory.
 */
class SimFileSystemProperty {

  private static final List<String> NAMES = List.of("a", "b", "d", "d/x", "d/e", "d/e/y", "./a");

  @TempDir Path temporary;

  /** One of the two file systems, and what is open on it. */
  private static final class World {
    final Path root;
    final @Nullable FileChannel[] channels = new @Nullable FileChannel[3];
    final @Nullable Path[] directories = new @Nullable Path[3];
    final @Nullable Object[] fileKeys = new @Nullable Object[3];

    World(Path root) {
      this.root = root;
    }

    @Nullable Object size(int slot) throws IOException {
      FileChannel channel = channels[slot];
      return channel == null || directories[slot] != null ? "none" : channel.size();
    }

    Object force(int slot, boolean metaData) throws IOException {
      FileChannel channel = channels[slot];
      Path directory = directories[slot];
      if (channel == null || (directory != null && !Files.isDirectory(directory))) {
        return "none";
      }
      channel.force(metaData);
      return "ok";
    }
  }

  /** One call with all its arguments, on either world. */
  private record Call(String text, Body body) {
    String on(World world) {
      try {
        return String.valueOf(body.on(world));
      } catch (Exception e) {
        return nameOf(e);
      }
    }
  }

  /** Does something and tells what came of it. */
  @FunctionalInterface
  private interface Body {
    @Nullable Object on(World world) throws Exception;
  }

  /** Does something with an open channel and tells what came of it. */
  @FunctionalInterface
  private interface ChannelBody {
    @Nullable Object on(FileChannel channel) throws Exception;
  }

  @Test
  void everySequenceHasTheSameOutcomesAsOnThisMachine() throws Exception {
    TreeMap<String, Integer> outcomes = new TreeMap<>();
    for (long seed = 1; seed <= 300; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      SimDisk disk = SimDisk.empty();
      World simulated = new World(SimFileSystem.over(disk).getPath("/"));
      World real = new World(Files.createDirectory(temporary.resolve("run-" + seed)));
      List<String> trace = new ArrayList<>();
      for (int i = 0; i < 80; i++) {
        Call call = next(random);
        if (isThroughFile(call, simulated) || isWithinOneFile(call, real)) {
          continue;
        }
        String expected = call.on(real);
        String found = call.on(simulated);
        trace.add(call.text() + " -> " + expected);
        assertThat(found).as("seed %d: %s", seed, String.join("\n", trace)).isEqualTo(expected);
        outcomes.merge(call.text().split(" ", 2)[0] + " " + kindOf(expected), 1, Integer::sum);
      }
      for (int i = 0; i < 3; i++) {
        Call close = close(i);
        assertThat(close.on(simulated)).isEqualTo(close.on(real));
      }
      assertThat(tree(simulated.root)).as("seed %d", seed).isEqualTo(tree(real.root));
      disk.requireNoOpenHandles();
    }
    assertThat(outcomes.keySet())
        .as("the game must reach what it is about: %s", outcomes)
        .contains(
            "open ok",
            "open NoSuchFileException",
            "open FileAlreadyExistsException",
            "open IOException",
            "read ok",
            "read NonReadableChannelException",
            "read ClosedChannelException",
            "write ok",
            "write NonWritableChannelException",
            "truncate ok",
            "transfer ok",
            "lock OverlappingFileLockException",
            "move ok",
            "move FileAlreadyExistsException",
            "move DirectoryNotEmptyException",
            "copy ok",
            "delete DirectoryNotEmptyException",
            "list NotDirectoryException");
  }

  // The calls.

  private static Call next(SplittableRandom random) {
    String name = NAMES.get(random.nextInt(NAMES.size()));
    String other = NAMES.get(random.nextInt(NAMES.size()));
    int slot = random.nextInt(3);
    return switch (random.nextInt(16)) {
      case 0, 1 -> file(random, name);
      case 2 ->
          new Call(
              "mkdir " + name, world -> relative(world, Files.createDirectory(at(world, name))));
      case 3 ->
          new Call(
              "mkdirs " + name, world -> relative(world, Files.createDirectories(at(world, name))));
      case 4 -> move(random, name, other);
      case 5 -> copy(random, name, other);
      case 6 -> remove(random, name);
      case 7 -> new Call("list " + name, world -> list(at(world, name)));
      case 8 -> look(random, name, other);
      case 9 -> close(slot);
      case 10, 11 -> open(random, name, slot);
      default -> onChannel(random, slot);
    };
  }

  private static Call file(SplittableRandom random, String name) {
    byte[] bytes = bytes(random);
    OpenOption[] options = options(random).toArray(OpenOption[]::new);
    return switch (random.nextInt(4)) {
      case 0 -> new Call("readAll " + name, world -> text(Files.readAllBytes(at(world, name))));
      case 1 ->
          new Call(
              "stream " + name,
              world -> {
                try (var output = Files.newOutputStream(at(world, name))) {
                  output.write(bytes);
                }
                try (var input = Files.newInputStream(at(world, name))) {
                  return text(input.readAllBytes());
                }
              });
      default ->
          new Call(
              "writeAll " + name + " " + Arrays.toString(options),
              world -> relative(world, Files.write(at(world, name), bytes, options)));
    };
  }

  private static Call move(SplittableRandom random, String name, String other) {
    Set<CopyOption> options = new HashSet<>();
    if (random.nextBoolean()) {
      options.add(StandardCopyOption.REPLACE_EXISTING);
    }
    boolean isAtomic = random.nextInt(3) == 0;
    return new Call(
        "move " + name + " " + other + " " + options + (isAtomic ? " atomic" : ""),
        world -> {
          Set<CopyOption> all = new HashSet<>(options);
          if (isAtomic && !Files.isDirectory(at(world, name))) {
            all.add(StandardCopyOption.ATOMIC_MOVE);
          }
          return relative(
              world, Files.move(at(world, name), at(world, other), all.toArray(CopyOption[]::new)));
        });
  }

  private static Call copy(SplittableRandom random, String name, String other) {
    CopyOption[] options =
        random.nextBoolean()
            ? new CopyOption[] {StandardCopyOption.REPLACE_EXISTING}
            : new CopyOption[0];
    return new Call(
        "copy " + name + " " + other + " " + Arrays.toString(options),
        world -> relative(world, Files.copy(at(world, name), at(world, other), options)));
  }

  private static Call remove(SplittableRandom random, String name) {
    return random.nextBoolean()
        ? new Call("deleteIfExists " + name, world -> Files.deleteIfExists(at(world, name)))
        : new Call(
            "delete " + name,
            world -> {
              Files.delete(at(world, name));
              return "ok";
            });
  }

  private static Call look(SplittableRandom random, String name, String other) {
    return random.nextBoolean()
        ? new Call(
            "same " + name + " " + other,
            world -> Files.isSameFile(at(world, name), at(world, other)))
        : new Call(
            "look " + name,
            world -> {
              Path path = at(world, name);
              Map<String, Object> attributes =
                  Files.readAttributes(path, "isDirectory,isRegularFile,isSymbolicLink,isOther");
              return new TreeMap<>(attributes)
                  + (Files.isDirectory(path) ? "" : " " + Files.size(path))
                  + Files.exists(path)
                  + Files.isReadable(path)
                  + Files.isWritable(path)
                  + Files.isExecutable(path);
            });
  }

  private static Call open(SplittableRandom random, String name, int slot) {
    Set<OpenOption> options = options(random);
    return new Call(
        "open " + slot + " " + name + " " + options,
        world -> {
          FileChannel channel = FileChannel.open(at(world, name), options);
          FileChannel before = world.channels[slot];
          world.channels[slot] = channel;
          world.fileKeys[slot] =
              Files.readAttributes(at(world, name), BasicFileAttributes.class).fileKey();
          world.directories[slot] = Files.isDirectory(at(world, name)) ? at(world, name) : null;
          if (before != null) {
            before.close();
          }
          return "ok";
        });
  }

  private static Call close(int slot) {
    return channel(
        "close",
        slot,
        channel -> {
          channel.close();
          return "ok";
        });
  }

  private static Call onChannel(SplittableRandom random, int slot) {
    int size = random.nextInt(40);
    int other = random.nextInt(3);
    long position = random.nextInt(60);
    byte[] bytes = bytes(random);
    return switch (random.nextInt(14)) {
      case 0 -> channel("read", slot, channel -> read(channel, room(size)));
      case 1 -> reading(slot, size, position);
      case 2 -> scattering(slot, size);
      case 3 -> channel("write", slot, channel -> channel.write(ByteBuffer.wrap(bytes)));
      case 4 -> channel("write", slot, channel -> channel.write(ByteBuffer.wrap(bytes), position));
      case 5 -> gathering(slot, bytes);
      case 6 -> channel("position", slot, FileChannel::position);
      case 7 -> channel("position", slot, channel -> channel.position(position).position());
      case 8 -> new Call("size " + slot, world -> world.size(slot));
      case 9 -> channel("truncate", slot, channel -> channel.truncate(position).position());
      case 10 -> new Call("force " + slot, world -> world.force(slot, size > 20));
      case 11 -> transfer("transfer to", slot, other, position, size);
      case 12 -> transfer("transfer from", other, slot, position, size);
      default -> locking(slot, position, size, random.nextBoolean());
    };
  }

  private static String read(FileChannel channel, ByteBuffer target) throws IOException {
    return channel.read(target) + text(target) + channel.position();
  }

  private static Call reading(int slot, int size, long position) {
    return channel(
        "read at " + position,
        slot,
        channel -> {
          ByteBuffer target = room(size);
          int count = channel.read(target, position);
          return count + text(target) + target.position();
        });
  }

  private static Call scattering(int slot, int size) {
    return channel(
        "read many",
        slot,
        channel -> {
          ByteBuffer[] targets = {room(3), room(0), room(size), room(4)};
          long count = channel.read(targets);
          return count + Stream.of(targets).map(one -> text(one)).toList().toString();
        });
  }

  private static Call gathering(int slot, byte[] bytes) {
    return channel(
        "write many",
        slot,
        channel -> {
          ByteBuffer[] sources = {ByteBuffer.wrap(bytes), room(0), ByteBuffer.wrap(bytes)};
          return channel.write(sources)
              + Stream.of(sources).map(Object::toString).toList().toString();
        });
  }

  private static Call transfer(String text, int from, int to, long position, int size) {
    return new Call(
        text + " " + from + " " + to + " " + position + "+" + size,
        world -> {
          FileChannel source = world.channels[from];
          FileChannel target = world.channels[to];
          if (source == null
              || target == null
              || source.equals(target)
              || world.directories[from] != null) {
            return "none";
          }
          return text.endsWith("to")
              ? source.transferTo(position, size, target) + " " + target.position()
              : target.transferFrom(source, position, size) + " " + source.position();
        });
  }

  private static Call locking(int slot, long position, int size, boolean isShared) {
    return channel(
        "lock " + position + "+" + size + (isShared ? " shared" : ""),
        slot,
        channel -> {
          FileLock lock = channel.tryLock(position, size, isShared);
          boolean isKept = position % 2 == 0;
          if (lock != null && !isKept) {
            lock.release();
          }
          return lock == null ? "null" : lock.isValid() + " " + lock.position() + "+" + lock.size();
        });
  }

  private static Call channel(String text, int slot, ChannelBody body) {
    return new Call(
        text + " " + slot,
        world -> {
          FileChannel channel = world.channels[slot];
          return channel == null ? "none" : body.on(channel);
        });
  }

  // What the calls are made of, and what comes of them.

  private static Path at(World world, String name) {
    return world.root.resolve(name);
  }

  /** Tells whether a path of a call leads through what is no directory. */
  private static boolean isThroughFile(Call call, World world) {
    return Stream.of(call.text().split(" ", -1))
        .filter(NAMES::contains)
        .flatMap(
            name -> Stream.iterate(at(world, name).getParent(), Objects::nonNull, Path::getParent))
        .anyMatch(Files::isRegularFile);
  }

  /** Tells whether a call transfers from a file into itself, which each kernel does in its way. */
  private static boolean isWithinOneFile(Call call, World real) {
    if (!call.text().startsWith("transfer")) {
      return false;
    }
    List<String> words = List.of(call.text().split(" ", -1));
    Object source = real.fileKeys[Integer.parseInt(words.get(2))];
    return source != null && source.equals(real.fileKeys[Integer.parseInt(words.get(3))]);
  }

  private static Set<OpenOption> options(SplittableRandom random) {
    Set<OpenOption> options = new HashSet<>();
    for (StandardOpenOption option : StandardOpenOption.values()) {
      boolean isLikely =
          option == StandardOpenOption.WRITE
              || option == StandardOpenOption.READ
              || option == StandardOpenOption.CREATE;
      if (option != StandardOpenOption.DELETE_ON_CLOSE && random.nextInt(isLikely ? 2 : 6) == 0) {
        options.add(option);
      }
    }
    return options;
  }

  private static byte[] bytes(SplittableRandom random) {
    byte[] bytes = new byte[random.nextInt(30)];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) random.nextInt('a', 'z' + 1);
    }
    return bytes;
  }

  private static ByteBuffer room(int size) {
    return ByteBuffer.allocate(size);
  }

  /** Levels the declared differences between exceptions. */
  private static String nameOf(Exception e) {
    boolean isPlain =
        e.getClass() == FileSystemException.class || e.getClass() == IOException.class;
    return isPlain ? "IOException" : e.getClass().getSimpleName();
  }

  private static String kindOf(String outcome) {
    return outcome.endsWith("Exception") ? outcome : "ok";
  }

  private static String relative(World world, Path path) {
    return world.root.relativize(path).toString();
  }

  private static String text(byte[] bytes) {
    return "'" + new String(bytes, US_ASCII).replace('\0', '_') + "'";
  }

  /** All bytes of a buffer, those behind its position too. */
  private static String text(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.capacity()];
    buffer.get(0, bytes);
    return text(bytes);
  }

  private static List<String> list(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.map(entry -> String.valueOf(entry.getFileName())).sorted().toList();
    }
  }

  private static Map<String, String> tree(Path root) throws IOException {
    TreeMap<String, String> tree = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.toList()) {
        tree.put(
            root.relativize(path).toString(),
            Files.isDirectory(path) ? "directory" : text(Files.readAllBytes(path)));
      }
    }
    return tree;
  }
}
