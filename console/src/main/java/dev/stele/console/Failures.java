package dev.stele.console;

import dev.stele.ground.DiskException;
import dev.stele.journal.JournalException;
import dev.stele.process.ProcessException;
import dev.stele.store.ProofException;
import dev.stele.store.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** What a user is told of a failure: one line on standard error, and an exit code. */
final class Failures {

  private Failures() {}

  /** The command line was not understood. */
  static int usage(ParameterException failure, String[] args) {
    CommandLine line = failure.getCommandLine();
    StringBuilder text = new StringBuilder(prefix(line));
    text.append(CloudEventText.printable(String.valueOf(failure.getMessage())));
    if (failure instanceof UnmatchedArgumentException unmatched) {
      unmatched.getSuggestions().stream()
          .findFirst()
          .ifPresent(near -> text.append("; did you mean '").append(near).append("'?"));
    }
    String help = line.getParent() == null ? "stele help" : "stele help " + line.getCommandName();
    line.getErr().println(text + " (see '" + help + "')");
    line.getErr().flush();
    return ExitCode.USAGE;
  }

  /** A command has failed. */
  static int execution(Exception failure, CommandLine line, ParseResult parsed) {
    line.getOut().flush();
    line.getErr().println(prefix(line) + CloudEventText.printable(reason(failure)));
    if (line.getCommandSpec().root().userObject() instanceof Main main && main.showsTraces()) {
      failure.printStackTrace(line.getErr());
    }
    line.getErr().flush();
    return exitCode(failure);
  }

  /** The beginning of everything that is said on standard error. */
  static String prefix(CommandLine line) {
    return line.getParent() == null ? "stele: " : "stele: " + line.getCommandName() + ": ";
  }

  static String reason(Exception failure) {
    String message = failure.getMessage();
    return switch (failure) {
      case NoSuchFileException e -> "file must exist: '" + e.getFile() + "'";
      case FileAlreadyExistsException e -> "file must be new: '" + e.getFile() + "'";
      case UncheckedIOException e -> reason(Objects.requireNonNull(e.getCause()));
      case InterruptedException _ -> "interrupted";
      default ->
          message == null
              ? "failed: " + failure.getClass().getSimpleName() + " (--stacktrace tells where)"
              : isOurs(failure)
                  ? message
                  : message + " (" + failure.getClass().getSimpleName() + ")";
    };
  }

  private static boolean isOurs(Exception failure) {
    return failure instanceof FailedException
        || failure instanceof JournalException
        || failure instanceof StoreException
        || failure instanceof DiskException
        || failure instanceof ProofException
        || failure instanceof ProcessException
        || failure instanceof IllegalArgumentException;
  }

  private static int exitCode(Exception failure) {
    return switch (failure) {
      case FailedException e -> e.exitCode();
      case JournalException.Damaged _ -> ExitCode.DAMAGED;
      case StoreException.CursorDamaged _ -> ExitCode.DAMAGED;
      case StoreException.Undecodable _ -> ExitCode.DAMAGED;
      case ProofException _ -> ExitCode.REFUSED;
      case ProcessException.UnknownProcess _ -> ExitCode.REFUSED;
      case IOException _ -> ExitCode.FAILED;
      // Values that a type of the library does not take were on the command line.
      case IllegalArgumentException _ -> ExitCode.USAGE;
      default -> ExitCode.FAILED;
    };
  }
}
