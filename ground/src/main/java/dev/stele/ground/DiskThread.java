package dev.stele.ground;

/**
 * A platform thread on which disk operations run in place.
 *
 * <p>It cannot be interrupted: {@link #interrupt} does nothing. An interrupt that reaches a thread
 * inside a {@code FileChannel} closes the channel under everybody who uses it, and a device
 * operation holds the carrier of a virtual thread for as long as it lasts. So the system disk runs
 * an operation in place only on such a thread, and hands it to one of its own from any other. A
 * room that writes much owns one and pays no hand-over.
 *
 * <p>It is a daemon: what must not be lost is synced, not waited for at the end of the JVM.
 */
public final class DiskThread extends Thread {

  /** Makes a thread, not yet started, that runs a task. */
  public DiskThread(Runnable task, String name) {
    super(task, name);
    setDaemon(true);
  }

  /** Does nothing: what runs here finishes. Its owner ends it by a request of its own. */
  @Override
  public void interrupt() {}
}
