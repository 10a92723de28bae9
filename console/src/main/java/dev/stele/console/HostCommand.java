package dev.stele.console;

import dev.stele.ground.Clock;
import dev.stele.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The process behind {@code stele start}: has the store open, runs commands, does what others ask
 * for, and ends once there has been nothing to do for a while.
 */
@Command(name = HostCommand.NAME, hidden = true, header = "Run commands; for 'stele start'.")
final class HostCommand implements Callable<Integer> {

  static final String NAME = "host";

  /** Said once it takes requests. */
  static final String READY = "ready";

  private static final Duration LOOK = Duration.ofMillis(20);

  @Mixin private Setting setting = new Setting();
  @Mixin private StoreChoice choice = new StoreChoice();

  @Option(
      names = "--idle",
      converter = Times.Length.class,
      defaultValue = "10s",
      description = "End after this time without anything to do.")
  private Duration idle = Duration.ofSeconds(10);

  HostCommand() {}

  @Override
  public Integer call() throws IOException {
    Path directory = choice.directory();
    Clock clock = setting.clock();
    // The interruption first: the program is held up until all the rest has been closed.
    try (Interruption interruption = Interruption.inWaits(setting.out());
        Store store = choice.open();
        Desk desk = Desk.working(store, clock);
        HostSocket socket = HostSocket.open(directory, clock, desk::perform)) {
      setting.out().println(READY + Child.END_OF_LINE);
      setting.out().flush();
      serve(clock, desk, socket, interruption);
    }
    return ExitCode.DONE;
  }

  private void serve(Clock clock, Desk desk, HostSocket socket, Interruption interruption) {
    long endNanos = clock.deadlineAfter(idle);
    long served = 0;
    try {
      while (!interruption.isTold()) {
        clock.sleep(LOOK);
        if (desk.isBusy() || socket.served() != served) {
          served = socket.served();
          endNanos = clock.deadlineAfter(idle);
        } else if (clock.nanoTime() - endNanos >= 0 && socket.endsIfQuiet()) {
          return;
        }
      }
    } catch (InterruptedException _) {
      // It was told to end.
    }
  }
}
