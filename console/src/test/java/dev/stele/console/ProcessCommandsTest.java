package dev.stele.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stele.ground.Clock;
import dev.stele.process.Disposition;
import dev.stele.process.EventType;
import dev.stele.process.Payload;
import dev.stele.process.ProcessId;
import dev.stele.process.Processes;
import dev.stele.process.Registration;
import dev.stele.process.Work;
import dev.stele.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands on processes of a store, with a host and without one. */
class ProcessCommandsTest {

  @TempDir private Path folder = Path.of("");

  private Path directory = Path.of("");
  private String store = "";

  @BeforeEach
  void fill() {
    directory = folder.resolve("store");
    store = directory.toString();
    try (Store open = Store.open(directory);
        Processes processes = Processes.open(open, ProcessScope.STANDARD)) {
      processes
          .registry()
          .register(
              Registration.external("print", "printing", Payload.json("{\"pages\":2}"))
                  .label("a \u001b[1mposter")
                  .events(EventType.signal("go"), EventType.plain("progress")))
          .orThrow();
      processes
          .registry()
          .register(
              Registration.of("mail", Work.run("mail", Payload.EMPTY), Disposition.RERUNNABLE))
          .orThrow();
    }
  }

  private String[] words(String command, String... more) {
    return Stream.concat(Stream.of(command, "--store", store), Stream.of(more))
        .toArray(String[]::new);
  }

  private Cli done(String command, String... more) {
    return Cli.done(words(command, more));
  }

  private Cli ends(int exitCode, String command, String... more) {
    return Cli.ends(exitCode, words(command, more));
  }

  @Test
  void whatIsThereIsListed() {
    List<String> lines = done("ps").lines();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).matches("ID +STATE +KIND +REGISTERED +LABEL");
    assertThat(lines.get(1)).matches("mail +queued +mail +\\S+Z");
    assertThat(lines.get(2)).matches("print +running +printing +\\S+Z +a  \\[1mposter");
    assertThat(done("ps", "--kind", "printing", "--limit", "1", "--json").objects())
        .singleElement()
        .asString()
        .contains("\"id\":\"print\"", "\"state\":\"running\"", "\"disposition\":");
    assertThat(done("ps", "--scope", "none").lines()).hasSize(1);
    assertThat(done("ps", "--state", "waiting", "--json").out()).isEmpty();
  }

  @Test
  void aSignalReachesAProcessThatNobodyHasOpenAndIsSentOnce() {
    done("signal", "print", "go", "{ \"by\": \"alice\" }", "--key", "a");
    done("signal", "print", "go", "{\"by\":\"alice\"}", "--key", "a");
    done("signal", "print", "go", "please");
    Cli cli = Cli.run(words("attach", "print", "--for", "1ms", "--json"));
    assertThat(cli.objects()).hasSize(2);
    assertThat(cli.objects().get(0)).contains("\"type\":\"signal.go\"", "{\"by\":\"alice\"}");
    assertThat(cli.objects().get(1)).contains("\"data\":\"please\"");
    assertThat(cli.err()).contains("goes on with --after ");
    String after = cli.objects().get(0).replaceAll(".*\"cursor\":\"([^\"]*)\".*", "$1");
    assertThat(
            Cli.run(words("attach", "print", "--for", "1ms", "--json", "--after", after)).objects())
        .containsExactly(cli.objects().get(1));
    assertThat(ends(ExitCode.REFUSED, "signal", "print", "stop").err())
        .contains("event type must be declared by process 'print', got: 'signal.stop'");
    assertThat(ends(ExitCode.REFUSED, "signal", "print", "a b").err()).contains("signal must be");
    assertThat(ends(ExitCode.REFUSED, "signal", "print", "go", "other", "--key", "a").err())
        .contains("replay key");
  }

  @Test
  void whatIsDoneOutsideIsGivenUpAtOnce() {
    done("abandon", "print", "--reason", "the shop is gone");
    Cli awaited = Cli.run(words("await", "print"));
    assertThat(awaited.exitCode()).isEqualTo(ExitCode.PROCESS_ABANDONED);
    assertThat(awaited.out()).isEqualToIgnoringNewLines("abandoned: the shop is gone");
    assertThat(ends(ExitCode.REFUSED, "abandon", "print").err()).contains("process must run");
    done("cancel", "mail");
    assertThat(done("ps").lines().get(1)).contains("cancelling");
    assertThat(done("history", "mail", "--json").objects())
        .anyMatch(line -> line.contains("process.cancel_requested"));
  }

  @Test
  void whatIsNotThereOrMakesNoSenseIsRefusedInWords() {
    for (String command : List.of("await", "cancel", "abandon", "history", "attach")) {
      assertThat(ends(ExitCode.REFUSED, command, "nobody").err())
          .contains("process must be known, got: 'nobody'");
    }
    ends(ExitCode.REFUSED, "cancel", "a#b");
    ends(ExitCode.USAGE, "await");
    ends(ExitCode.USAGE, "signal", "print");
    ends(ExitCode.USAGE, "start");
    ends(ExitCode.USAGE, "ps", "--limit", "0");
    ends(ExitCode.USAGE, "ps", "--all", "--state", "failed");
    assertThat(ends(ExitCode.USAGE, "ps", "--state", "odd").err()).contains("odd");
    assertThat(ends(ExitCode.USAGE, "attach", "print", "--live-only").err())
        .contains("beside a process");
    ends(ExitCode.USAGE, "attach", "print", "--type", "progress");
    for (String command : List.of("ps", "await x", "cancel x", "abandon x", "signal x y")) {
      List<String> words = Stream.of(command.split(" ", -1)).toList();
      Cli cli =
          Cli.ends(
              ExitCode.FAILED,
              Stream.concat(
                      Stream.of(words.getFirst(), "--store", folder.resolve("no").toString()),
                      words.stream().skip(1))
                  .toArray(String[]::new));
      assertThat(folder.resolve("no")).as(cli.err()).doesNotExist();
    }
  }

  @Test
  void whoWritesAndIsNoHostIsNotDisturbed() throws Exception {
    try (Store open = Store.open(directory);
        Processes processes = Processes.open(open, ProcessScope.STANDARD)) {
      assertThat(ends(ExitCode.FAILED, "cancel", "print").err())
          .contains("store must be open in a host, or in nobody");
      assertThat(done("ps").lines()).hasSize(3);
      assertThat(processes.registry().get(ProcessId.of("print")).cancelRequested()).isEmpty();
    }
  }

  @Test
  void anAddressThatOthersMayTouchIsNotBelieved() throws IOException {
    Path file = HostAddress.file(directory);
    Files.writeString(file, "{\"socket\":\"/nowhere\",\"token\":\"x\",\"pid\":\"1\"}\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));
    assertThat(ends(ExitCode.FAILED, "cancel", "print").err())
        .contains("a file of yours that nobody else may touch", "rw-rw-r--");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    done("cancel", "print");
    Files.writeString(file, "no address");
    done("cancel", "mail");
  }

  @Test
  void aRequestWithoutTheTokenIsRefused() throws Exception {
    try (Store open = Store.open(directory);
        Desk desk = Desk.resting(open, Clock.system());
        HostSocket _ = HostSocket.open(directory, Clock.system(), desk::perform)) {
      done("cancel", "mail");
      HostAddress address = HostAddress.find(directory).orElseThrow();
      new HostAddress(address.socket(), "guess", address.pid()).publish(directory);
      assertThat(ends(ExitCode.REFUSED, "cancel", "print").err()).contains("token must be");
      address.publish(directory);
    }
    assertThat(HostAddress.file(directory)).doesNotExist();
  }
}
