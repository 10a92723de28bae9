package dev.stele.console;

import dev.stele.ground.Clock;
import dev.stele.journal.JournalException;
import dev.stele.process.Filter;
import dev.stele.process.ProcessReader;
import dev.stele.store.Store;
import dev.stele.store.StoreOptions;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The way to whoever writes a store: its host, one that is started, or this very process.
 *
 * <p>Each request can be done twice without harm, so that what was not answered is asked again.
 */
final class HostLink {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** How long a store may be open in somebody who is no host: one may come up, or be ending. */
  private static final Duration STRANGER = Duration.ofSeconds(3);

  /** Likewise, if hosts are started: another's may be quicker to lock than to answer. */
  private static final Duration RIVAL = Duration.ofSeconds(15);

  private static final Duration LOOK = Duration.ofMillis(50);
  private static final int PAGE = 1_000;

  private final Path store;
  private final Clock clock;

  HostLink(Path store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Has a request done by the host, which is started if there is none. */
  Message byHost(Message request, Duration idle) throws IOException, InterruptedException {
    return done(request, idle);
  }

  /** Has a request done by whoever has the store open; by this process, if nobody has. */
  Message byAnybody(Message request) throws IOException, InterruptedException {
    return done(request, null);
  }

  private Message done(Message request, @Nullable Duration idle)
      throws IOException, InterruptedException {
    long end = clock.deadlineAfter(PATIENCE);
    long strangerEnd = clock.deadlineAfter(idle == null ? STRANGER : RIVAL);
    while (true) {
      Optional<Message> answer = asked(request);
      if (answer.isEmpty() && idle == null) {
        answer = here(request);
      }
      if (answer.isPresent()) {
        return answer.get();
      }
      Optional<String> failure = idle == null ? Optional.of("it is locked") : start(idle);
      boolean isStranger = failure.isPresent() && !hasHost();
      if (clock.nanoTime() - end >= 0 || (isStranger && clock.nanoTime() - strangerEnd >= 0)) {
        throw new FailedException(
            ExitCode.FAILED,
            "store must be open in a host, or in nobody, got: "
                + failure.orElse("a host that does not answer"));
      }
      if (failure.isPresent()) {
        clock.sleep(LOOK);
      }
    }
  }

  private boolean hasHost() throws IOException {
    return HostAddress.find(store).filter(HostAddress::answers).isPresent();
  }

  /** Asks the host; empty if there is none, or none any more. */
  private Optional<Message> asked(Message request) throws IOException {
    Optional<HostAddress> address = HostAddress.find(store);
    if (address.isEmpty()) {
      return Optional.empty();
    }
    String line = request.with("token", address.get().token()).json() + "\n";
    try (SocketChannel channel =
            SocketChannel.open(UnixDomainSocketAddress.of(address.get().socket()));
        BufferedReader in =
            new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8))) {
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(line);
      while (bytes.hasRemaining()) {
        int _ = channel.write(bytes);
      }
      return Optional.ofNullable(in.readLine())
          .map(Message::parse)
          .filter(answer -> !answer.get(Desk.ANSWER).equals(HostSocket.ENDING));
    } catch (IOException _) {
      return Optional.empty(); // It was killed, or has ended.
    }
  }

  /** Does it here; empty if somebody has the store open. */
  private Optional<Message> here(Message request) {
    try (Store open = Store.open(store, StoreOptions.standard());
        Desk desk = Desk.resting(open, clock)) {
      return Optional.of(desk.perform(request));
    } catch (JournalException.Locked _) {
      return Optional.empty();
    }
  }

  /**
   * Starts a host that outlives this process and its terminal.
   *
   * @return what it said if it did not come up; another one was quicker, perhaps
   */
  private Optional<String> start(Duration idle) throws IOException {
    List<String> command = new ArrayList<>(session());
    command.addAll(List.of("/bin/sh", "-c", "trap '' HUP; exec \"$@\"", "sh"));
    command.addAll(
        Child.command(HostCommand.NAME, "--store", store.toString(), "--idle", idle.toString()));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    Child.quieten(builder);
    Process host = builder.start();
    List<String> said = new ArrayList<>();
    try (BufferedReader lines = host.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.equals(HostCommand.READY + Child.END_OF_LINE)) {
          return Optional.empty();
        }
        said.add(line);
      }
    }
    return Optional.of(said.isEmpty() ? "a host that ended at once" : String.join("; ", said));
  }

  /** Where there is such a thing, a host has a session of its own. */
  private static List<String> session() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, "setsid"))
        .filter(Files::isExecutable)
        .findFirst()
        .map(path -> List.of(path.toString()))
        .orElse(List.of());
  }

  /**
   * Gives up commands whose host is gone, if nobody has the store open. Whoever only looks would
   * see them run for ever.
   *
   * @param atMost how long to wait for somebody who has it open, and may be doing just that
   */
  void settle(ProcessReader reader, String scope, Duration atMost)
      throws IOException, InterruptedException {
    long end = clock.deadlineAfter(atMost);
    while (isLeftAlone(reader)) {
      if (isSettled(scope) || clock.nanoTime() - end >= 0) {
        return;
      }
      clock.sleep(LOOK);
    }
  }

  private boolean isLeftAlone(ProcessReader reader) throws IOException {
    return !hasHost()
        && reader.list(Filter.running().kind(ShellWork.KIND), Optional.empty(), PAGE).stream()
            .anyMatch(ShellWork::isCommand);
  }

  private boolean isSettled(String scope) {
    try (Store open = Store.open(store, StoreOptions.standard());
        Desk desk = Desk.resting(open, clock)) {
      desk.processes(scope);
      return true;
    } catch (JournalException.Locked _) {
      return false;
    }
  }
}
