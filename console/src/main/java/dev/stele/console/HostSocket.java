package dev.stele.console;

import dev.stele.ground.Clock;
import dev.stele.ground.Entropy;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Where a host listens: a socket in a folder of its own that nobody else may enter. A line is a
 * request, a line is its answer. Who says nothing is no client: the host does not wait for him when
 * it ends, and hangs up on him.
 */
final class HostSocket implements AutoCloseable {

  /** What a system takes as the path of a socket: 104 bytes at least, with their end. */
  private static final int PATH_BYTES_MAX = 100;

  private static final Path SHORT_FOLDER = Path.of("/tmp");

  /** The answer of a host that takes no more. */
  static final String ENDING = "ending";

  /** How long a client may take for its line. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Path store;
  private final Clock clock;
  private final Path folder;
  private final ServerSocketChannel channel;
  private final HostAddress address;
  private final UnaryOperator<Message> desk;
  private int active; // Guarded by this.
  private boolean isEnding; // Guarded by this.
  private long served; // Guarded by this.

  private HostSocket(
      Path store,
      Clock clock,
      Path folder,
      ServerSocketChannel channel,
      UnaryOperator<Message> desk) {
    this.store = store;
    this.clock = clock;
    this.folder = folder;
    this.channel = channel;
    this.desk = desk;
    byte[] token = new byte[32];
    Entropy.system().fill(token);
    this.address =
        new HostAddress(
            socket(folder), HexFormat.of().formatHex(token), ProcessHandle.current().pid());
  }

  /** Begins to listen, and tells where. */
  static HostSocket open(Path store, Clock clock, UnaryOperator<Message> desk) throws IOException {
    Path folder = Files.createTempDirectory("stele-");
    if (socket(folder).toString().getBytes(StandardCharsets.UTF_8).length > PATH_BYTES_MAX) {
      Files.delete(folder);
      folder = Files.createTempDirectory(SHORT_FOLDER, "stele-");
    }
    ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    HostSocket socket = new HostSocket(store, clock, folder, channel, desk);
    channel.bind(UnixDomainSocketAddress.of(socket(folder)));
    Thread.ofPlatform().daemon().name("stele-host").start(socket::accept);
    socket.address.publish(store);
    return socket;
  }

  private static Path socket(Path folder) {
    return folder.resolve("host");
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel client = channel.accept();
        Thread.ofVirtual().start(() -> serve(client));
      }
    } catch (IOException _) {
      // It was closed.
    }
  }

  private void serve(SocketChannel client) {
    try (client;
        BufferedReader in =
            new BufferedReader(Channels.newReader(client, StandardCharsets.UTF_8))) {
      String line = line(client, in);
      if (line != null) {
        boolean isTaken = isTaken();
        try {
          Message said = isTaken ? answer(line) : Message.empty().with(Desk.ANSWER, ENDING);
          ByteBuffer answer = StandardCharsets.UTF_8.encode(said.json() + "\n");
          while (answer.hasRemaining()) {
            int _ = client.write(answer);
          }
        } finally {
          leave(isTaken);
        }
      }
    } catch (IOException _) {
      // Whoever asked is gone, or was hung up on.
    }
  }

  /** Reads the line of a client, who is hung up on if it does not come. */
  private @Nullable String line(SocketChannel client, BufferedReader in) throws IOException {
    Thread patience = Thread.ofVirtual().start(() -> hangUp(client));
    try {
      return in.readLine();
    } finally {
      patience.interrupt();
    }
  }

  private void hangUp(SocketChannel client) {
    try {
      clock.sleep(PATIENCE);
      client.close();
    } catch (InterruptedException | IOException _) {
      // It has said something, or is gone.
    }
  }

  /** Counts one who asks, unless the host takes no more. */
  private synchronized boolean isTaken() {
    active += isEnding ? 0 : 1;
    served += isEnding ? 0 : 1;
    return !isEnding;
  }

  private synchronized void leave(boolean wasTaken) {
    active -= wasTaken ? 1 : 0;
  }

  private Message answer(String line) {
    Message refused = Message.empty().with(Desk.ANSWER, Desk.REFUSED);
    try {
      Message request = Message.parse(line);
      boolean isKnown =
          MessageDigest.isEqual(
              request.find("token").orElse("").getBytes(StandardCharsets.UTF_8),
              address.token().getBytes(StandardCharsets.UTF_8));
      return isKnown ? desk.apply(request) : refused.with("text", "token must be the host's");
    } catch (IllegalArgumentException e) {
      return refused.with("text", Failures.reason(e));
    }
  }

  /** Returns how often it was asked. */
  synchronized long served() {
    return served;
  }

  /** Takes nothing more, unless somebody is being served. */
  synchronized boolean endsIfQuiet() {
    isEnding = active == 0;
    return isEnding;
  }

  @Override
  public void close() throws IOException {
    synchronized (this) {
      isEnding = true;
    }
    try {
      address.retract(store);
    } finally {
      channel.close();
      Files.deleteIfExists(address.socket());
      Files.deleteIfExists(folder);
    }
  }
}
