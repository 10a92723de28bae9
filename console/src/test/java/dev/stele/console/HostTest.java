package dev.stele.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stele.ground.Clock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commands that go on without whoever started them, in a host that is a JVM of its own. */
@Timeout(600)
class HostTest {

  private static final Duration MOMENT = Duration.ofMillis(5);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path folder = Path.of("");

  private Path directory = Path.of("");
  private String store = "";

  @BeforeEach
  void name() {
    directory = folder.resolve("store");
    store = directory.toString();
  }

  /** No host outlives its test. */
  @AfterEach
  void endHost() throws Exception {
    Optional<HostAddress> address = HostAddress.find(directory);
    if (address.isPresent()) {
      Optional<ProcessHandle> host = ProcessHandle.of(address.get().pid());
      host.ifPresent(ProcessHandle::destroyForcibly);
      if (host.isPresent()) {
        host.get().onExit().join();
      }
      Files.deleteIfExists(address.get().socket());
      Files.deleteIfExists(address.get().socket().resolveSibling(""));
    }
  }

  private String[] words(String command, String... more) {
    return Stream.concat(Stream.of(command, "--store", store), Stream.of(more))
        .toArray(String[]::new);
  }

  private Cli done(String command, String... more) {
    return Cli.done(words(command, more));
  }

  private Cli run(int exitCode, String command, String... more) {
    Cli cli = Cli.run(words(command, more));
    assertThat(cli.exitCode()).as(cli.err() + cli.out()).isEqualTo(exitCode);
    return cli;
  }

  private void start(String id, String script) {
    assertThat(done("start", "--id", id, "--", "/bin/sh", "-c", script).out().strip())
        .isEqualTo(id);
  }

  private ProcessHandle host() throws IOException {
    return ProcessHandle.of(HostAddress.find(directory).orElseThrow().pid()).orElseThrow();
  }

  /** What is to become true. */
  @FunctionalInterface
  private interface Condition {
    boolean holds() throws IOException;
  }

  private static void until(Condition condition) throws InterruptedException {
    long end = Clock.system().deadlineAfter(PATIENCE);
    try {
      while (!condition.holds()) {
        assertThat(Clock.system().nanoTime() - end).as("too late").isNegative();
        Clock.system().sleep(MOMENT);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** What it prints first is in the store: it has begun, and who runs it is known. */
  private void untilBegun(String id) throws InterruptedException {
    until(() -> done("history", id).out().contains("  stdout  begun"));
  }

  @Test
  void whoComesBackMissesNothing() throws Exception {
    Path go = folder.resolve("go");
    List<String> wanted = new ArrayList<>();
    IntStream.range(0, 2_000).forEach(i -> wanted.add("line " + i));
    String script =
        "i=0; while [ $i -lt 1000 ]; do echo line $i; i=$((i+1)); done; "
            + ("while [ ! -e '" + go + "' ]; do sleep 0.02; done; ")
            + "while [ $i -lt 2000 ]; do echo line $i; i=$((i+1)); done; printf end";
    try (Child terminal =
        Child.startQuietly(words("start", "--id", "long", "--", "/bin/sh", "-c", script))) {
      assertThat(terminal.lines()).containsExactly("long");
      assertThat(terminal.end()).isZero();
    }
    try (Child first = Child.startQuietly(words("attach", "long"))) {
      assertThat(IntStream.range(0, 100).mapToObj(_ -> unended(first)))
          .isEqualTo(wanted.subList(0, 100));
      first.kill(); // As one who closes the terminal.
      assertThat(first.end()).isEqualTo(128 + 9);
    }
    Files.createFile(go);
    Cli cli = run(ExitCode.DONE, "attach", "long");
    wanted.add("end");
    assertThat(cli.lines()).isEqualTo(wanted);
    assertThat(cli.out()).endsWith("\nend");
    assertThat(cli.err()).contains("completed: {\"exitCode\":0}");
    assertThat(run(ExitCode.DONE, "attach", "long").lines()).isEqualTo(wanted);
    assertThat(run(ExitCode.DONE, "attach", "long", "--json").objects()).hasSize(2_002);
  }

  private static String unended(Child child) {
    try {
      return child.rawLine().orElseThrow();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whatACommandEndsInIsTheExitCode() throws Exception {
    start("good", "echo out; echo err >&2");
    start("bad", "exit 3");
    done("start", "--id", "none", "--", "no-such-command-at-all");
    Cli good = run(ExitCode.DONE, "await", "good");
    assertThat(good.out().strip()).isEqualTo("completed: {\"exitCode\":0}");
    Cli attached = run(ExitCode.DONE, "attach", "good");
    assertThat(attached.out()).isEqualTo("out\n");
    assertThat(attached.err()).startsWith("err\n");
    assertThat(run(ExitCode.PROCESS_FAILED, "await", "bad").out())
        .isEqualToIgnoringNewLines("failed: command must end with 0, ended with 3");
    run(ExitCode.PROCESS_FAILED, "attach", "bad");
    assertThat(run(ExitCode.PROCESS_FAILED, "await", "none", "--json").objects().getFirst())
        .contains("\"class\":\"exit\"", "\"code\":\"127\"");
    start("slow", "sleep 1000");
    assertThat(run(ExitCode.TIMED_OUT, "await", "slow", "--timeout", "10ms").err())
        .contains("it runs still");
    done("cancel", "slow", "--reason", "enough");
    assertThat(run(ExitCode.PROCESS_CANCELLED, "await", "slow").out())
        .isEqualToIgnoringNewLines("cancelled: enough");
    assertThat(run(ExitCode.REFUSED, "cancel", "slow").err())
        .contains("process must run, got: 'slow', which is cancelled");
    assertThat(done("ps").lines()).hasSize(1);
    assertThat(done("ps", "--all").lines()).hasSize(5);
    assertThat(done("ps", "--state", "failed", "--json").objects()).hasSize(2);
    assertThat(done("ps", "--all", "--kind", "mail").lines()).hasSize(1);
    assertThat(done("history", "bad").out())
        .contains("process.registered", "process.claimed", "process.failed");
  }

  @Test
  void aCommandIsStartedWhereItWasAskedForAndOnce() throws Exception {
    start("same", "pwd; echo \"$STELE_HOST_TEST-$HOME\"; echo once >> '" + folder + "/count'");
    start("same", "pwd; echo \"$STELE_HOST_TEST-$HOME\"; echo once >> '" + folder + "/count'");
    Cli cli = run(ExitCode.DONE, "attach", "same");
    assertThat(cli.lines())
        .containsExactly(
            Path.of("").toAbsolutePath().toString(), "-" + System.getenv().get("HOME"));
    start("same", "pwd; echo \"$STELE_HOST_TEST-$HOME\"; echo once >> '" + folder + "/count'");
    assertThat(folder.resolve("count")).hasContent("once");
    assertThat(run(ExitCode.REFUSED, "start", "--id", "same", "--", "ls", "-l").err())
        .contains("registration of process 'same' must be what it was");
  }

  @Test
  void whoIgnoresATermIsKilledWithAllItHasStarted() throws Exception {
    Path pids = folder.resolve("pids");
    String script = "trap '' TERM; sh -c 'trap \"\" TERM; echo $$ > " + pids + "; sleep 1000' ; :";
    done("start", "--id", "deaf", "--grace", "100ms", "--", "/bin/sh", "-c", script);
    until(() -> Files.exists(pids) && Files.readString(pids).endsWith("\n"));
    ProcessHandle below =
        ProcessHandle.of(Long.parseLong(Files.readString(pids).strip())).orElseThrow();
    done("cancel", "deaf");
    run(ExitCode.PROCESS_CANCELLED, "await", "deaf");
    until(() -> !below.isAlive());
  }

  @Test
  void aHostThatIsKilledLeavesNothingRunningAndEvidence() throws Exception {
    Path pid = folder.resolve("pid");
    start("lost", "echo begun; echo $$ > '" + pid + "'; exec sleep 1000");
    until(() -> Files.exists(pid) && Files.readString(pid).endsWith("\n"));
    ProcessHandle command =
        ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).orElseThrow();
    untilBegun("lost");
    FutureTask<Cli> attached =
        new FutureTask<>(() -> run(ExitCode.PROCESS_ABANDONED, "attach", "lost"));
    Thread.startVirtualThread(attached);
    ProcessHandle host = host();
    host.destroyForcibly();
    host.onExit().join();
    // Whoever comes first settles it; others do not wait for that without end.
    until(() -> done("ps", "--all").lines().getLast().matches("lost .*abandoned.*"));
    until(() -> !command.isAlive());
    Cli awaited = run(ExitCode.PROCESS_ABANDONED, "await", "lost");
    assertThat(awaited.out())
        .contains("its command, process " + command.pid() + ", ran still, and was killed");
    assertThat(attached.get().out()).isEqualTo("begun\n");
    start("next", "echo here"); // In the place of an address that is stale.
    assertThat(run(ExitCode.DONE, "attach", "next").out()).isEqualTo("here\n");
  }

  @Test
  void whoAttachesIsToldWhenTheHostIsKilled() throws Exception {
    start("lost", "echo begun; exec sleep 1000");
    FutureTask<Cli> attached =
        new FutureTask<>(() -> run(ExitCode.PROCESS_ABANDONED, "attach", "lost"));
    FutureTask<Cli> awaited =
        new FutureTask<>(() -> run(ExitCode.PROCESS_ABANDONED, "await", "lost"));
    Thread.startVirtualThread(attached);
    Thread.startVirtualThread(awaited);
    ProcessHandle host = host();
    host.destroyForcibly();
    assertThat(attached.get().err()).contains("abandoned: ");
    assertThat(awaited.get().out()).contains("abandoned: ");
  }

  @Test
  void aHostThatIsToldToEndGivesUpWhatItRuns() throws Exception {
    start("drained", "echo begun; exec sleep 1000");
    untilBegun("drained"); // Before, it is not the host that gives it up.
    ProcessHandle host = host();
    host.destroy();
    host.onExit().join();
    assertThat(HostAddress.file(directory)).doesNotExist();
    assertThat(run(ExitCode.PROCESS_ABANDONED, "await", "drained", "--json").out())
        .contains("\"by\":\"owner_drain\"");
  }

  @Test
  void aHostEndsByItselfAndAHangupIsNothingToIt() throws Exception {
    Path go = folder.resolve("go");
    String script = "while [ ! -e '" + go + "' ]; do sleep 0.02; done";
    done("start", "--id", "a", "--idle", "1ms", "--", "/bin/sh", "-c", script);
    HostAddress address = HostAddress.find(directory).orElseThrow();
    ProcessHandle host = host();
    assertThat(new ProcessBuilder("kill", "-HUP", "" + host.pid()).start().waitFor()).isZero();
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(address.socket().resolveSibling(""))))
        .isEqualTo("rwx------");
    done("ps");
    Files.createFile(go);
    run(ExitCode.DONE, "await", "a");
    host.onExit().join();
    assertThat(address.socket().resolveSibling("")).doesNotExist();
    assertThat(HostAddress.file(directory)).doesNotExist();
  }

  @Test
  void ofManyWhoStartAtOnceOneMakesTheHost() throws Exception {
    List<FutureTask<Cli>> starting = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      String id = "p" + i;
      FutureTask<Cli> task =
          new FutureTask<>(() ->
              done("start", "--id", id, "--idle", "10m", "--", "/bin/sh", "-c", "echo $PPID"));
      starting.add(task);
      Thread.startVirtualThread(task);
    }
    List<String> hosts = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      starting.get(i).get();
      hosts.add(run(ExitCode.DONE, "attach", "p" + i).out().strip());
    }
    assertThat(hosts).containsOnly("" + host().pid());
  }
}
