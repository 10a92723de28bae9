package dev.stele.trial;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stele.ground.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.CopyOption;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Hunts code that knows only {@code java.nio.file}: right code passes, each wrong one is caught.
 */
class NioSaverCrashTrial {

  /** What a saver may forget. */
  enum Mistake {
    /** The file is not forced before it is moved. */
    FILE_NOT_FORCED,
    /** The directory is not forced after the move. */
    DIRECTORY_NOT_FORCED,
    /** The directory is forced before the move, which says nothing about the move. */
    DIRECTORY_FORCED_TOO_EARLY,
    /** The count that a write returns is ignored. */
    SHORT_WRITE_IGNORED,
    /** {@code REPLACE_EXISTING} is taken for atomic. */
    MOVE_NOT_ATOMIC,
    /** A temporary file left by a failure is written over, which may be the saved one. */
    TEMPORARY_REUSED,
    /** The file is written in its place. */
    WRITTEN_IN_PLACE
  }

  /** Saves a text whole or not at all. Knows nothing of this project. */
  private static final class Saver {
    private final Path directory;
    private final Set<Mistake> mistakes;

    Saver(Path directory, Set<Mistake> mistakes) {
      this.directory = directory;
      this.mistakes = mistakes;
    }

    void save(String text) throws IOException {
      Path saved = directory.resolve("saved");
      if (mistakes.contains(Mistake.WRITTEN_IN_PLACE)) {
        write(FileChannel.open(saved, CREATE, TRUNCATE_EXISTING, WRITE), text);
        forceDirectory();
        return;
      }
      Path temporary = directory.resolve("saved.new");
      write(open(temporary), text);
      if (mistakes.contains(Mistake.DIRECTORY_FORCED_TOO_EARLY)) {
        forceDirectory();
      }
      CopyOption option =
          mistakes.contains(Mistake.MOVE_NOT_ATOMIC)
              ? StandardCopyOption.REPLACE_EXISTING
              : StandardCopyOption.ATOMIC_MOVE;
      Files.move(temporary, saved, option);
      if (!mistakes.contains(Mistake.DIRECTORY_NOT_FORCED)
          && !mistakes.contains(Mistake.DIRECTORY_FORCED_TOO_EARLY)) {
        forceDirectory();
      }
    }

    private FileChannel open(Path temporary) throws IOException {
      if (mistakes.contains(Mistake.TEMPORARY_REUSED)) {
        return FileChannel.open(temporary, CREATE, TRUNCATE_EXISTING, WRITE);
      }
      Files.deleteIfExists(temporary);
      return FileChannel.open(temporary, CREATE_NEW, WRITE);
    }

    private void write(FileChannel opened, String text) throws IOException {
      try (FileChannel channel = opened) {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(US_ASCII));
        do {
          channel.write(bytes);
        } while (bytes.hasRemaining() && !mistakes.contains(Mistake.SHORT_WRITE_IGNORED));
        if (!mistakes.contains(Mistake.FILE_NOT_FORCED)) {
          channel.force(true);
        }
      }
    }

    private void forceDirectory() throws IOException {
      try (FileChannel channel = FileChannel.open(directory, READ)) {
        channel.force(true);
      }
    }

    String load() throws IOException {
      try {
        return Files.readString(directory.resolve("saved"), US_ASCII);
      } catch (NoSuchFileException _) {
        return "";
      }
    }
  }

  /** Promises: what was saved is loaded whole, or a later text of which the saving was begun. */
  private static final class Saving implements Scenario {
    private final Set<Mistake> mistakes;
    private int begun;
    private int saved;

    Saving(Set<Mistake> mistakes) {
      this.mistakes = mistakes;
    }

    private Saver saver(Disk disk) {
      return new Saver(SimFileSystem.over(disk).getPath("/"), mistakes);
    }

    private static String text(int version) {
      return version == 0 ? "" : "version " + version + ", " + "x".repeat(600) + version;
    }

    @Override
    public void run(Disk disk) throws IOException {
      for (int i = 0; i < 2; i++) {
        begun++;
        saver(disk).save(text(begun));
        saved = begun;
      }
    }

    @Override
    public void audit(Disk disk) throws IOException {
      String loaded = saver(disk).load();
      for (int version = saved; version <= begun; version++) {
        if (loaded.equals(text(version))) {
          return;
        }
      }
      throw new AssertionError(
          "loaded text must be of version "
              + saved
              + " to "
              + begun
              + ", got: "
              + loaded.length()
              + " characters");
    }
  }

  private static CrashHunt hunt(Set<Mistake> mistakes) {
    Supplier<Scenario> scenarios = () -> new Saving(mistakes);
    return CrashHunt.of("nio-saver", scenarios);
  }

  @Test
  void rightCodeKeepsItsPromises() {
    HuntReport report = hunt(EnumSet.noneOf(Mistake.class)).living(2).run();
    assertThat(report.crashPoints()).as(report.toString()).isGreaterThanOrEqualTo(500);
    assertThat(report.recoveryPoints()).as(report.toString()).isGreaterThanOrEqualTo(5_000);
    assertThat(report.faultPoints()).as(report.toString()).isGreaterThanOrEqualTo(200);
    assertThat(report.distinctImages()).as(report.toString()).isGreaterThanOrEqualTo(6_000);
  }

  @ParameterizedTest
  @EnumSource
  void eachMistakeIsCaughtAndItsPlanReplays(Mistake mistake) {
    CrashHunt hunt = hunt(EnumSet.of(mistake));
    if (mistake == Mistake.TEMPORARY_REUSED) {
      // Takes a fault in one run and a crash in the next.
      hunt.faulting(EnumSet.of(Effect.BOTH_NAMES)).run();
      hunt = hunt.faulting(EnumSet.of(Effect.BOTH_NAMES)).crashingAfterFaults();
    }
    requireCaught(mistake, hunt);
  }

  private static void requireCaught(Mistake mistake, CrashHunt hunt) {
    HuntFailure failure = catchThrowableOfType(HuntFailure.class, hunt::run);
    assertThat(failure).as(mistake.name()).isNotNull();
    FaultPlan plan = FaultPlan.parse(failure.plan().toString());
    assertThat(failure).hasMessageContaining("-Dstele.plan.nio-saver='" + plan + "'");
    assertThatThrownBy(() -> hunt.replay(plan))
        .isInstanceOf(HuntFailure.class)
        .hasMessageContaining("loaded text must be of version");
  }
}
