package dev.stele.examples;

import dev.stele.store.Append;
import dev.stele.store.Coordinate;
import dev.stele.store.Event;
import dev.stele.store.Events;
import dev.stele.store.Outcome;
import dev.stele.store.Receipt;
import dev.stele.store.Region;
import dev.stele.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * You do not know whether an append was done, as after a crash or a lost answer: give it a key, and
 * append it again. It is in the store once, however often that happens.
 */
public final class IdempotentRetry {

  private static final Coordinate ACCOUNT = Coordinate.of("bank", "account:alice");

  private IdempotentRetry() {}

  /** The same payment each time: what is retried is built anew from the same order to pay. */
  static Append payment(long cents) {
    return Append.to(ACCOUNT).key("payment-17").event("MoneyPaid", "{\"cents\":" + cents + "}");
  }

  /** Lets a process die behind its append, retries it, and reads how often it was paid. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path directory =
        arguments.length > 0 ? Path.of(arguments[0]) : Files.createTempDirectory("stele-");
    if (arguments.length > 1) {
      payAndDie(directory);
    }
    Process other = OtherProcess.start(IdempotentRetry.class, directory.toString(), "and die");
    System.out.println("a process ended with " + other.waitFor() + ": has it paid?");
    try (Store store = Store.open(directory)) {
      System.out.println("retried: " + answer(store.append(payment(1250))));
      System.out.println("and again: " + answer(store.append(payment(1250))));
      System.out.println("another amount: " + answer(store.append(payment(9250))));
      try (Events events = store.read(Region.of(ACCOUNT))) {
        for (Event event : events) {
          System.out.println("in the store: " + event.type() + " " + event.text());
        }
      }
    }
  }

  private static void payAndDie(Path directory) {
    Store store = Store.open(directory);
    store.append(payment(1250)).orThrow();
    Runtime.getRuntime().halt(9); // Nobody is told, and nothing is closed.
  }

  private static String answer(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Appended(Receipt receipt) -> "done now, at " + receipt.first().position();
      case Outcome.Repeated(Receipt receipt) -> "was done, at " + receipt.first().position();
      case Outcome.KeyConflict conflict ->
          "refused, '" + conflict.key() + "' was another payment, at " + conflict.first();
      case Outcome other -> throw other.refusal();
    };
  }
}
