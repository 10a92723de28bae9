package dev.stele.examples;

import dev.stele.store.Append;
import dev.stele.store.Coordinate;
import dev.stele.store.Event;
import dev.stele.store.Events;
import dev.stele.store.Expectation;
import dev.stele.store.Outcome;
import dev.stele.store.Region;
import dev.stele.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * You decide on what you have read, and somebody may append meanwhile: say which version you have
 * seen, and if it is not the last one any more, read and decide again.
 */
public final class OptimisticConcurrency {

  private static final Coordinate ACCOUNT = Coordinate.of("bank", "account:alice");

  private OptimisticConcurrency() {}

  /** What the stream of an account says: how much there is, and up to where that was read. */
  record Account(long cents, Expectation seen) {

    static Account read(Store store, Coordinate account) {
      long cents = 0;
      Expectation seen = new Expectation.NoStream();
      try (Events events = store.read(Region.of(account))) {
        for (Event event : events) {
          long amount = Long.parseLong(event.text());
          cents += event.type().equals("Deposited") ? amount : -amount;
          seen = new Expectation.Exact(event.version());
        }
      }
      return new Account(cents, seen);
    }
  }

  /** Takes money from an account; returns false if there is not enough. */
  static boolean withdraw(Store store, Coordinate account, long cents) {
    while (true) {
      Account now = Account.read(store, account);
      if (now.cents() < cents) {
        return false;
      }
      Outcome outcome =
          store.append(
              Append.to(account).expect(now.seen()).event("Withdrawn", Long.toString(cents)));
      if (!(outcome instanceof Outcome.StreamConflict)) {
        outcome.orThrow();
        return true;
      }
      // Somebody was faster. What was decided rests on an old balance: once more.
    }
  }

  /** Lets two clerks meet, then thirty, and reads what is left. */
  public static void main(String[] arguments)
      throws IOException, InterruptedException, ExecutionException {
    Path directory =
        arguments.length > 0 ? Path.of(arguments[0]) : Files.createTempDirectory("stele-");
    try (Store store = Store.open(directory)) {
      store.append(Append.to(ACCOUNT).event("Deposited", "10000")).orThrow();

      Expectation seenByBoth = Account.read(store, ACCOUNT).seen();
      Append take = Append.to(ACCOUNT).expect(seenByBoth).event("Withdrawn", "500");
      System.out.println("first clerk: " + answer(store.append(take)));
      System.out.println("second clerk: " + answer(store.append(take)));

      long before = store.statistics().conflicts();
      Callable<Boolean> clerk = () -> withdraw(store, ACCOUNT, 500);
      int paid = 0;
      try (ExecutorService clerks = Executors.newVirtualThreadPerTaskExecutor()) {
        for (Future<Boolean> isPaid : clerks.invokeAll(Collections.nCopies(30, clerk))) {
          paid += isPaid.get() ? 1 : 0;
        }
      }
      System.out.println("paid " + paid + " of 30, left: " + Account.read(store, ACCOUNT).cents());
      System.out.println("decided again: " + (store.statistics().conflicts() - before) + " times");
    }
  }

  private static String answer(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Appended appended -> "paid, version " + appended.receipt().last().version();
      case Outcome.StreamConflict conflict ->
          "conflict, the last version is " + conflict.actual().orElseThrow();
      case Outcome other -> throw other.refusal();
    };
  }
}
