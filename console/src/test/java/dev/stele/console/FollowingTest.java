package dev.stele.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stele.attach.Attach;
import dev.stele.attach.Feed;
import dev.stele.store.Append;
import dev.stele.store.Coordinate;
import dev.stele.store.Event;
import dev.stele.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Following ends when it is told to, however much there is to follow. */
class FollowingTest {

  private static final int TOO_MANY = 1_000_000;

  @TempDir private Path folder = Path.of("");

  private final Feed<Event> feed = new Feed<>(new UUID(1, 2), TOO_MANY);

  /** A command that follows the feed. */
  @Command(name = "probe")
  private final class Probe implements Callable<Integer> {
    @Mixin private Setting setting = new Setting();
    @Mixin private Following.Bounds bounds = new Following.Bounds();
    private final Following.Sink sink;

    Probe(Following.Sink sink) {
      this.sink = sink;
    }

    @Override
    public Integer call() throws IOException {
      try (Interruption interruption = Interruption.inWaits(setting.out())) {
        new Following(setting, bounds, interruption).run(Attach.to(feed), sink);
      }
      return ExitCode.DONE;
    }
  }

  /** Counts what it takes. */
  private abstract static class Counting implements Following.Sink {
    int taken;

    @Override
    public void take(Event event) throws IOException {
      taken++;
      if (taken == TOO_MANY) {
        throw new IOException("follows on and on");
      }
    }
  }

  private void follow(Following.Sink sink, String... words) {
    assertThat(Main.commandLine().addSubcommand(new Probe(sink)).execute(words))
        .isEqualTo(ExitCode.DONE);
  }

  private Event event() {
    try (Store store = Store.open(folder)) {
      store.append(Append.to(Coordinate.of("shop", "order:1")).event("Placed", "{}")).orThrow();
      return store.last(Coordinate.of("shop", "order:1")).orElseThrow();
    }
  }

  /** The time was looked at when there was nothing to do alone. */
  @Test
  void itEndsInTimeThoughThereIsAlwaysMore() {
    feed.publish(event());
    Counting endless =
        new Counting() {
          @Override
          public void take(Event event) throws IOException {
            super.take(event);
            feed.publish(event);
          }

          @Override
          public boolean flush() {
            return true;
          }
        };
    follow(endless, "probe", "--for", "1ms");
    assertThat(endless.taken).isPositive();
  }

  /** Of a store of a million events, all were printed though nobody read more than the first. */
  @Test
  void itEndsSoonOnceNobodyWantsMore() {
    Event event = event();
    for (int i = 0; i < 10_000; i++) {
      feed.publish(event);
    }
    Counting unwanted =
        new Counting() {
          @Override
          public boolean flush() {
            return false;
          }
        };
    follow(unwanted, "probe");
    assertThat(unwanted.taken).isLessThan(2_000);
  }
}
