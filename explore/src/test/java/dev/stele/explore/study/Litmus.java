package dev.stele.explore.study;

import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicInteger;

/** Small programs whose outcomes the memory model allows or forbids. */
final class Litmus {

  private Litmus() {}

  /** Two fields, written and read by anybody. */
  private static final class Plain {
    private int x;
    private int y;
  }

  /** The same, volatile. */
  private static final class Volatile {
    private volatile int x;
    private volatile int y;
  }

  private static void storesSeen(int[] read) {
    Together.require(read[0] + read[1] > 0, "neither saw what the other had written before");
  }

  static void storesVolatile() throws InterruptedException {
    Volatile shared = new Volatile();
    int[] read = new int[2];
    Together.run(
        () -> {
          shared.x = 1;
          read[0] = shared.y;
        },
        () -> {
          shared.y = 1;
          read[1] = shared.x;
        });
    storesSeen(read);
  }

  static void storesReleased() throws InterruptedException {
    AtomicInteger x = new AtomicInteger();
    AtomicInteger y = new AtomicInteger();
    int[] read = new int[2];
    Together.run(
        () -> {
          x.setRelease(1);
          read[0] = y.getAcquire();
        },
        () -> {
          y.setRelease(1);
          read[1] = x.getAcquire();
        });
    storesSeen(read);
  }

  static void storesPlain() throws InterruptedException {
    Plain shared = new Plain();
    int[] read = new int[2];
    Together.run(
        () -> {
          shared.x = 1;
          read[0] = shared.y;
        },
        () -> {
          shared.y = 1;
          read[1] = shared.x;
        });
    storesSeen(read);
  }

  static void storesFenced() throws InterruptedException {
    AtomicInteger x = new AtomicInteger();
    AtomicInteger y = new AtomicInteger();
    int[] read = new int[2];
    Together.run(
        () -> {
          x.setOpaque(1);
          VarHandle.fullFence();
          read[0] = y.getOpaque();
        },
        () -> {
          y.setOpaque(1);
          VarHandle.fullFence();
          read[1] = x.getOpaque();
        });
    storesSeen(read);
  }

  private static void ordersAgree(int[] read) {
    boolean isFirstX = read[0] == 1 && read[1] == 0;
    boolean isFirstY = read[2] == 1 && read[3] == 0;
    Together.require(!(isFirstX && isFirstY), "two readers saw two writes in different orders");
  }

  static void readersOfVolatile() throws InterruptedException {
    Volatile shared = new Volatile();
    int[] read = new int[4];
    Together.run(
        () -> shared.x = 1,
        () -> shared.y = 1,
        () -> {
          read[0] = shared.x;
          read[1] = shared.y;
        },
        () -> {
          read[2] = shared.y;
          read[3] = shared.x;
        });
    ordersAgree(read);
  }

  static void readersOfReleased() throws InterruptedException {
    AtomicInteger x = new AtomicInteger();
    AtomicInteger y = new AtomicInteger();
    int[] read = new int[4];
    Together.run(
        () -> x.setRelease(1),
        () -> y.setRelease(1),
        () -> {
          read[0] = x.getAcquire();
          read[1] = y.getAcquire();
        },
        () -> {
          read[2] = y.getAcquire();
          read[3] = x.getAcquire();
        });
    ordersAgree(read);
  }
}
