package dev.stele.attach;

import java.util.concurrent.atomic.AtomicLong;

/** What one attach has done: counted by its thread, read by any. */
final class Counts {

  final AtomicLong delivered = new AtomicLong();
  final AtomicLong trimmed = new AtomicLong();
  final AtomicLong fallenBehind = new AtomicLong();
  final AtomicLong healed = new AtomicLong();
  final AtomicLong reconnected = new AtomicLong();

  /** Only one thread adds, so that no addition can be lost. */
  static void add(AtomicLong count, long more) {
    count.setRelease(count.getPlain() + more);
  }
}
