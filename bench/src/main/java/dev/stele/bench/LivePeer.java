package dev.stele.bench;

import dev.stele.attach.Attach;
import dev.stele.attach.Feed;
import dev.stele.attach.Item;
import dev.stele.attach.Items;
import dev.stele.attach.Live;
import dev.stele.attach.Received;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.LongConsumer;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import reactor.core.Disposable;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Something that brings numbers to consumers, each on a virtual thread of its own. */
interface LivePeer extends AutoCloseable {

  /** How many may wait for one consumer. */
  int CAPACITY = 1024;

  /** Adds a consumer of a topic; it is there when this returns. */
  void add(int topic, LongConsumer consumer) throws Exception;

  /** Brings a number to all consumers of a topic. */
  void publish(int topic, long number) throws Exception;

  @Override
  void close() throws IOException;

  /** Our own: history first, then live, from an inbox of its own each. */
  final class OfAttach implements LivePeer {

    private final Feed<Long> feed = new Feed<>(new UUID(0, 0), CAPACITY * CAPACITY);
    private final List<Thread> threads = new ArrayList<>();

    @Override
    public void add(int topic, LongConsumer consumer) {
      Live<Items<Long>, Long> live =
          Attach.to(feed.topic(topic))
              .capacity(CAPACITY)
              .subscribe()
              .replay(history -> history.forEachRemaining(item -> consumer.accept(item.value())))
              .live();
      threads.add(Thread.startVirtualThread(() -> consume(live, consumer)));
    }

    private static void consume(Live<Items<Long>, Long> live, LongConsumer consumer) {
      try (live) {
        while (true) {
          switch (live.next()) {
            case Received.Got<Items<Long>, Long>(Item<Long> item) -> consumer.accept(item.value());
            case Received.Ended<Items<Long>, Long> _ -> {
              return;
            }
            default -> {}
          }
        }
      } catch (InterruptedException _) {
        // Nobody interrupts it.
      }
    }

    @Override
    public void publish(int topic, long number) {
      feed.publish(number, topic);
    }

    @Override
    public void close() throws IOException {
      feed.close();
      join(threads);
    }
  }

  /** A queue each, and nothing else: no history, no order of positions, no end. */
  final class OfQueues implements LivePeer {

    private final List<List<LinkedBlockingQueue<Long>>> topics = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    @Override
    public void add(int topic, LongConsumer consumer) {
      while (topics.size() <= topic) {
        topics.add(new ArrayList<>());
      }
      LinkedBlockingQueue<Long> queue = new LinkedBlockingQueue<>(CAPACITY);
      topics.get(topic).add(queue);
      threads.add(
          Thread.startVirtualThread(() -> {
            try {
              while (true) {
                consumer.accept(queue.take());
              }
            } catch (InterruptedException _) {
              // It has seen enough.
            }
          }));
    }

    @Override
    public void publish(int topic, long number) throws InterruptedException {
      for (LinkedBlockingQueue<Long> queue : topics.get(topic)) {
        queue.put(number);
      }
    }

    @Override
    public void close() throws IOException {
      threads.forEach(Thread::interrupt);
      join(threads);
    }
  }

  /** A sink for each topic; what comes is handed to virtual threads. It knows no history. */
  final class OfReactor implements LivePeer {

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Scheduler scheduler = Schedulers.fromExecutor(threads);
    private final List<Sinks.Many<Long>> topics = new ArrayList<>();
    private final List<Disposable> subscriptions = new ArrayList<>();

    @Override
    public void add(int topic, LongConsumer consumer) {
      while (topics.size() <= topic) {
        topics.add(Sinks.many().multicast().onBackpressureBuffer(CAPACITY, false));
      }
      subscriptions.add(
          topics.get(topic).asFlux().publishOn(scheduler, CAPACITY).subscribe(consumer::accept));
    }

    @Override
    public void publish(int topic, long number) {
      Sinks.EmitResult result = topics.get(topic).tryEmitNext(number);
      while (result == Sinks.EmitResult.FAIL_OVERFLOW) { // The slowest has no room.
        Thread.onSpinWait();
        result = topics.get(topic).tryEmitNext(number);
      }
      result.orThrow();
    }

    @Override
    public void close() {
      subscriptions.forEach(Disposable::dispose);
      scheduler.dispose();
      threads.close();
    }
  }

  /** One connection that listens for each consumer; the number is the text of the notification. */
  final class OfPostgres implements LivePeer {

    private final PostgresServer server;
    private final Connection publishing;
    private final List<Connection> connections = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    OfPostgres(PostgresServer server) throws IOException, SQLException {
      this.server = server;
      this.publishing = server.connection();
    }

    @Override
    public void add(int topic, LongConsumer consumer) throws IOException, SQLException {
      Connection connection = server.connection();
      connections.add(connection);
      try (Statement statement = connection.createStatement()) {
        statement.execute("LISTEN topic" + topic);
      }
      PGConnection listening = connection.unwrap(PGConnection.class);
      threads.add(
          Thread.startVirtualThread(() -> {
            try {
              while (true) {
                for (PGNotification one : listening.getNotifications(0)) {
                  consumer.accept(Long.parseLong(one.getParameter()));
                }
              }
            } catch (SQLException _) {
              // Closed: it has seen enough.
            }
          }));
    }

    @Override
    public void publish(int topic, long number) throws SQLException {
      try (Statement statement = publishing.createStatement()) {
        statement.execute("NOTIFY topic" + topic + ", '" + number + "'");
      }
    }

    @Override
    public void close() throws IOException {
      try {
        for (Connection connection : connections) {
          connection.abort(Runnable::run);
        }
        publishing.close();
      } catch (SQLException e) {
        throw new IOException(e);
      }
      join(threads);
    }
  }

  private static void join(List<Thread> threads) throws IOException {
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for consumers", e);
    }
  }
}
