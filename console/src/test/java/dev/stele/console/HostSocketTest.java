package dev.stele.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stele.trial.SimClock;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whom a host waits for. */
@Timeout(600)
class HostSocketTest {

  @TempDir private Path folder = Path.of("");

  private final SimClock clock = SimClock.at(Instant.parse("2026-01-01T00:00:00Z"));
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch let = new CountDownLatch(1);

  private HostSocket open() throws IOException {
    return HostSocket.open(folder.resolve("store"), clock, this::answer);
  }

  private Message answer(Message request) {
    asked.countDown();
    try {
      let.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return Message.empty().with(Desk.ANSWER, Desk.DONE);
  }

  private HostAddress address() throws IOException {
    return HostAddress.find(folder.resolve("store")).orElseThrow();
  }

  private SocketChannel client() throws IOException {
    return SocketChannel.open(UnixDomainSocketAddress.of(address().socket()));
  }

  private static BufferedReader reader(SocketChannel client) {
    return new BufferedReader(Channels.newReader(client, StandardCharsets.UTF_8));
  }

  private void ask(SocketChannel client) throws IOException {
    String line = Message.empty().with("token", address().token()).json() + "\n";
    int _ = client.write(StandardCharsets.UTF_8.encode(line));
  }

  /** Its host lived as long as it did. */
  @Test
  void whoSaysNothingKeepsNoHostAlive() throws Exception {
    try (HostSocket socket = open();
        SocketChannel client = client()) {
      int _ = client.write(ByteBuffer.wrap(new byte[] {'{'}));
      clock.awaitWaiters(1);
      assertThat(socket.endsIfQuiet()).isTrue();
      assertThat(socket.served()).isZero();
      ask(client);
      assertThat(reader(client).readLine()).contains(HostSocket.ENDING);
    }
  }

  @Test
  void whoSaysNothingIsHungUpOn() throws Exception {
    try (HostSocket _ = open();
        SocketChannel client = client()) {
      clock.awaitWaiters(1);
      clock.advance(HostSocket.PATIENCE);
      assertThat(reader(client).readLine()).isNull();
    }
  }

  /** However long the answer takes. */
  @Test
  void whoHasAskedIsWaitedFor() throws Exception {
    try (HostSocket socket = open();
        SocketChannel client = client()) {
      ask(client);
      asked.await();
      assertThat(socket.endsIfQuiet()).isFalse();
      clock.advance(HostSocket.PATIENCE);
      let.countDown();
      assertThat(reader(client).readLine()).contains(Desk.DONE);
      assertThat(socket.served()).isEqualTo(1);
    }
  }
}
