package dev.stele.attach;

/** That an inbox is offered items. Safe for any thread. */
@FunctionalInterface
public interface Subscription extends AutoCloseable {

  /** Ends it; an item that is being emitted may still be offered. A second call does nothing. */
  @Override
  void close();
}
