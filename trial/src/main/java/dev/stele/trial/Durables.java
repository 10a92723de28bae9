package dev.stele.trial;

import java.util.ArrayList;
import java.util.List;

/**
 * The durable things that one test opens, all on one simulated disk. A parameter of test methods
 * that run with {@link DurableExtension}.
 */
public final class Durables {

  private final SimDisk disk;
  private final List<Opened<?>> opened = new ArrayList<>();

  /** Something opened, and how it is opened again. */
  private record Opened<T extends AutoCloseable>(Durable<T> kind, T instance) {}

  Durables(SimDisk disk) {
    this.disk = disk;
  }

  /** Returns the disk of this test. */
  public SimDisk disk() {
    return disk;
  }

  /**
   * Opens something durable, to be closed, crashed, reopened and audited after the test.
   *
   * @return what was opened; the test may close it, but need not
   */
  public <T extends AutoCloseable> T open(Durable<T> kind) throws Exception {
    T instance = kind.open(disk);
    opened.add(new Opened<>(kind, instance));
    return instance;
  }

  /**
   * Closes everything, latest first, checks that no handle is left, and audits what each of the
   * leanest crashes leaves. Where the test cut the power, nothing is closed.
   */
  void closeCrashAndAudit() throws Exception {
    if (!disk.hasCrashed()) {
      for (Opened<?> one : opened.reversed()) {
        one.instance().close();
      }
      disk.requireNoOpenHandles();
    }
    try {
      ImageEnumeration.forEachLean(disk.changes(), this::auditAfter);
    } catch (Violation broken) {
      throw new AssertionError(
          "what a crash after the test leaves must pass its audit: "
              + broken.plan()
              + ": "
              + broken.broken(),
          broken.broken());
    }
  }

  private void auditAfter(CrashImage image) throws Violation {
    SimDisk left = disk.restart(image);
    try {
      for (Opened<?> one : opened) {
        reopenAndAudit(one.kind(), left);
      }
      left.requireNoOpenHandles();
    } catch (Exception | AssertionError e) {
      long end = disk.operationCount() + 1;
      FaultPlan plan = FaultPlan.run(Life.honest().crashing(end, image));
      throw new Violation(plan, left.steps(), e);
    }
  }

  @SuppressWarnings("try") // A close that throws InterruptedException fails the test, as any other.
  private static <T extends AutoCloseable> void reopenAndAudit(Durable<T> kind, SimDisk disk)
      throws Exception {
    try (T reopened = kind.open(disk)) {
      kind.audit(reopened);
    }
  }
}
