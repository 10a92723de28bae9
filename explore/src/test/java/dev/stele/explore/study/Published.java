package dev.stele.explore.study;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicInteger;

/** What is made first and shown then, in ways that suffice and in ways that do not. */
final class Published {

  private Published() {}

  private static VarHandle handle(MethodHandles.Lookup lookup, Class<?> type, String field) {
    try {
      return lookup.findVarHandle(type, field, int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Slots, and a watermark below which they may be read: a batch is seen whole or not at all. */
  static final class BatchGate {
    private static final VarHandle VISIBLE =
        handle(MethodHandles.lookup(), BatchGate.class, "visible");

    private final long[] slots = new long[3];

    @SuppressWarnings("UnusedVariable") // Through its handle.
    private int visible;

    void publish() {
      for (int i = 0; i < slots.length; i++) {
        slots[i] = i + 1L;
      }
      VISIBLE.setRelease(this, slots.length);
    }

    long sum() {
      long sum = 0;
      for (int i = (int) VISIBLE.getAcquire(this) - 1; i >= 0; i--) {
        sum += slots[i];
      }
      return sum;
    }
  }

  /** Raises the watermark before the last slot is written. */
  static final class EarlyBatchGate {
    private static final VarHandle VISIBLE =
        handle(MethodHandles.lookup(), EarlyBatchGate.class, "visible");

    private final long[] slots = new long[3];

    @SuppressWarnings("UnusedVariable") // Through its handle.
    private int visible;

    void publish() {
      slots[0] = 1;
      slots[1] = 2;
      VISIBLE.setRelease(this, slots.length);
      slots[2] = 3;
    }

    long sum() {
      long sum = 0;
      for (int i = (int) VISIBLE.getAcquire(this) - 1; i >= 0; i--) {
        sum += slots[i];
      }
      return sum;
    }
  }

  /** Raises the watermark with an access that orders nothing but itself. */
  static final class OpaqueBatchGate {
    private static final VarHandle VISIBLE =
        handle(MethodHandles.lookup(), OpaqueBatchGate.class, "visible");

    private final long[] slots = new long[3];

    @SuppressWarnings("UnusedVariable") // Through its handle.
    private int visible;

    void publish() {
      for (int i = 0; i < slots.length; i++) {
        slots[i] = i + 1L;
      }
      VISIBLE.setOpaque(this, slots.length);
    }

    long sum() {
      long sum = 0;
      for (int i = (int) VISIBLE.getAcquire(this) - 1; i >= 0; i--) {
        sum += slots[i];
      }
      return sum;
    }
  }

  /** Raises the watermark as if nobody else were there. */
  static final class PlainBatchGate {
    private static final VarHandle VISIBLE =
        handle(MethodHandles.lookup(), PlainBatchGate.class, "visible");

    private final long[] slots = new long[3];

    @SuppressWarnings("UnusedVariable") // Through its handle.
    private int visible;

    void publish() {
      for (int i = 0; i < slots.length; i++) {
        slots[i] = i + 1L;
      }
      visible = slots.length;
    }

    long sum() {
      long sum = 0;
      for (int i = (int) VISIBLE.getAcquire(this) - 1; i >= 0; i--) {
        sum += slots[i];
      }
      return sum;
    }
  }

  /** Settings, that are made whole before anybody sees them. */
  private static final class Settings {
    private int retries;

    Settings(int retries) {
      this.retries = retries;
    }

    int retries() {
      return retries;
    }

    void raise() {
      retries++;
    }
  }

  /** Shows settings once they are there. */
  static final class Holder {
    private volatile Settings shown = new Settings(1);

    void change() {
      Settings next = new Settings(5);
      next.raise();
      shown = next;
    }

    int retries() {
      return shown.retries();
    }
  }

  /** Shows them through a field that promises nothing. */
  static final class UnsafeHolder {
    private Settings shown = new Settings(1);

    void change() {
      Settings next = new Settings(5);
      next.raise();
      shown = next;
    }

    int retries() {
      return shown.retries();
    }
  }

  private static void isWhole(long sum) {
    Together.require(sum == 0 || sum == 6, "part of a batch was seen, of sum " + sum);
  }

  static void batchGate() throws InterruptedException {
    BatchGate gate = new BatchGate();
    Together.run(gate::publish, () -> isWhole(gate.sum()));
  }

  static void earlyBatchGate() throws InterruptedException {
    EarlyBatchGate gate = new EarlyBatchGate();
    Together.run(gate::publish, () -> isWhole(gate.sum()));
  }

  static void opaqueBatchGate() throws InterruptedException {
    OpaqueBatchGate gate = new OpaqueBatchGate();
    Together.run(gate::publish, () -> isWhole(gate.sum()));
  }

  static void plainBatchGate() throws InterruptedException {
    PlainBatchGate gate = new PlainBatchGate();
    Together.run(gate::publish, () -> isWhole(gate.sum()));
  }

  static void safePublication() throws InterruptedException {
    Holder holder = new Holder();
    Together.run(
        holder::change,
        () -> {
          int seen = holder.retries();
          Together.require(seen == 1 || seen == 6, "half-made settings: " + seen);
        });
  }

  static void unsafePublication() throws InterruptedException {
    UnsafeHolder holder = new UnsafeHolder();
    Together.run(
        holder::change,
        () -> {
          int seen = holder.retries();
          Together.require(seen == 1 || seen == 6, "half-made settings: " + seen);
        });
  }

  static void messageByRelease() throws InterruptedException {
    int[] message = new int[1];
    AtomicInteger flag = new AtomicInteger();
    Together.run(
        () -> {
          message[0] = 42;
          flag.setRelease(1);
        },
        () ->
            Together.require(
                flag.getAcquire() == 0 || message[0] == 42, "the flag came without its message"));
  }

  static void messageByOpaque() throws InterruptedException {
    int[] message = new int[1];
    AtomicInteger flag = new AtomicInteger();
    Together.run(
        () -> {
          message[0] = 42;
          flag.setOpaque(1);
        },
        () ->
            Together.require(
                flag.getOpaque() == 0 || message[0] == 42, "the flag came without its message"));
  }

  static void plainMessageByOpaque() throws InterruptedException {
    AtomicInteger message = new AtomicInteger();
    AtomicInteger flag = new AtomicInteger();
    Together.run(
        () -> {
          message.setPlain(42);
          flag.setOpaque(1);
        },
        () ->
            Together.require(
                flag.getOpaque() == 0 || message.getPlain() == 42,
                "the flag came without its message"));
  }

  static void opaqueMessageByOpaque() throws InterruptedException {
    AtomicInteger message = new AtomicInteger();
    AtomicInteger flag = new AtomicInteger();
    Together.run(
        () -> {
          message.setOpaque(42);
          flag.setOpaque(1);
        },
        () ->
            Together.require(
                flag.getOpaque() == 0 || message.getOpaque() == 42,
                "the flag came without its message"));
  }
}
