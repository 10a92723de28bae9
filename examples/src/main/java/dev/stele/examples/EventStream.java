package dev.stele.examples;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.stele.attach.Attach;
import dev.stele.attach.Cursor;
import dev.stele.attach.Feed;
import dev.stele.attach.Item;
import dev.stele.attach.Items;
import dev.stele.attach.Live;
import dev.stele.attach.Received;
import dev.stele.attach.Resumption;
import dev.stele.attach.Spawned;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * Browsers are told of events as they happen (server-sent events), and one whose connection breaks
 * goes on where it was: the id of each event is a cursor, which comes back as {@code
 * Last-Event-ID}. A cursor of another history is refused; it never becomes a silent start anew.
 */
public final class EventStream {

  private static final Duration QUIET = Duration.ofSeconds(15);

  private EventStream() {}

  /** Serves a feed. */
  static final class Server implements AutoCloseable {

    private final Feed<String> feed;
    private final HttpServer http;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    Server(Feed<String> feed) throws IOException {
      this.feed = feed;
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      http.setExecutor(threads); // Each connection waits on a thread of its own.
      http.createContext("/events", this::answer);
      http.start();
    }

    URI uri() {
      InetSocketAddress at = http.getAddress();
      return URI.create(
          "http://" + at.getAddress().getHostAddress() + ":" + at.getPort() + "/events");
    }

    private void answer(HttpExchange exchange) throws IOException {
      try (exchange) {
        String id = exchange.getRequestHeaders().getFirst("Last-Event-ID");
        Optional<Cursor> cursor = Optional.ofNullable(id).flatMap(Cursor::parse);
        if (id == null) {
          stream(exchange, Attach.to(feed));
        } else if (cursor.isPresent()
            && Attach.resume(feed, cursor.get())
                instanceof Resumption.Resumed<String>(Spawned<Items<String>, String> attach)) {
          stream(exchange, attach);
        } else {
          exchange.sendResponseHeaders(410, -1); // The client begins anew, and knows that it does.
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt(); // The server is being closed.
      }
    }

    private void stream(HttpExchange exchange, Spawned<Items<String>, String> attach)
        throws IOException, InterruptedException {
      exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
      exchange.sendResponseHeaders(200, 0);
      OutputStream out = exchange.getResponseBody();
      try (Live<Items<String>, String> live =
          attach
              .subscribe()
              .<IOException>replay(history -> {
                while (history.hasNext()) {
                  send(out, history.next());
                }
              })
              .live()) {
        while (true) {
          Optional<Received<Items<String>, String>> next = live.next(QUIET);
          if (next.isEmpty()) {
            write(out, ":\n\n"); // Finds out whether somebody is there.
          } else if (next.get() instanceof Received.Got<Items<String>, String>(Item<String> item)) {
            send(out, item);
          } else if (next.get() instanceof Received.Ended<Items<String>, String>) {
            return;
          }
        }
      }
    }

    /** Behind the event is where its reader goes on. */
    private void send(OutputStream out, Item<String> event) throws IOException {
      Cursor behind = new Cursor(feed.lineage(), event.position() + 1);
      write(out, "id: " + behind + "\ndata: " + event.value() + "\n\n");
    }

    private static void write(OutputStream out, String text) throws IOException {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.flush();
    }

    @Override
    public void close() {
      http.stop(0);
      threads.shutdownNow();
      threads.close();
    }
  }

  /** Reads events until there are so many, then breaks the connection. */
  static final class Client {
    private final URI uri;
    private final List<String> seen = new ArrayList<>();
    private Optional<String> lastId = Optional.empty();

    Client(URI uri) {
      this.uri = uri;
    }

    /** Returns what the server answered. */
    int read(int count) throws IOException, InterruptedException {
      HttpRequest.Builder request = HttpRequest.newBuilder(uri);
      lastId.ifPresent(id -> request.header("Last-Event-ID", id));
      try (HttpClient http = HttpClient.newHttpClient()) {
        HttpResponse<Stream<String>> response =
            http.send(request.build(), HttpResponse.BodyHandlers.ofLines());
        try (Stream<String> lines = response.body()) {
          Iterator<String> each = lines.iterator();
          for (int left = count; left > 0 && each.hasNext(); ) {
            String line = each.next();
            if (line.startsWith("id: ")) {
              lastId = Optional.of(line.substring(4));
            } else if (line.startsWith("data: ")) {
              seen.add(line.substring(6));
              left--;
            }
          }
        }
        http.shutdownNow();
        return response.statusCode();
      }
    }

    List<String> seen() {
      return List.copyOf(seen);
    }
  }

  /** Breaks a client's connection twice, and shows that it has seen each event once. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    try (Feed<String> feed = new Feed<>(new UUID(0x7E57, 3), 100);
        Server server = new Server(feed)) {
      publish(feed, 1, 3);
      Client client = new Client(server.uri());
      client.read(2);
      System.out.println("history: " + client.seen());

      Thread later = Thread.ofVirtual().start(() -> publish(feed, 4, 5));
      client.read(2);
      System.out.println("after the first break: " + client.seen());
      later.join();

      publish(feed, 6, 7); // Nobody is there.
      client.read(3);
      System.out.println("after the second: " + client.seen());
    }
    try (Feed<String> restored = new Feed<>(new UUID(0x7E57, 4), 100);
        Server server = new Server(restored)) {
      publish(restored, 1, 9);
      Client client = new Client(server.uri());
      client.lastId = Optional.of(new Cursor(new UUID(0x7E57, 3), 7).toString());
      System.out.println("another history answers: " + client.read(1));
    }
  }

  private static void publish(Feed<String> feed, int from, int to) {
    for (int number = from; number <= to; number++) {
      feed.publish("event " + number);
    }
  }
}
