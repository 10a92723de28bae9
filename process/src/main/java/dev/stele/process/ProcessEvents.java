package dev.stele.process;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** What workers tell the JDK's flight recorder. */
final class ProcessEvents {

  private ProcessEvents() {}

  /** One attempt, from its claim to what became of it. */
  @Name("dev.stele.ProcessAttempt")
  @Label("Process Attempt")
  @Category({"Stele", "Process"})
  @Description("An attempt of a process, from its claim to what became of it")
  @StackTrace(false)
  static final class Attempting extends jdk.jfr.Event {
    @Label("Process")
    String process = "";

    @Label("Kind")
    String kind = "";

    @Label("Attempt")
    int attempt;

    @Label("Fence")
    long fence;

    @Label("Became")
    String became = "";
  }

  /** A lease that was lost while an engine ran. */
  @Name("dev.stele.ProcessLeaseLost")
  @Label("Process Lease Lost")
  @Category({"Stele", "Process"})
  @Description("A lease that was lost while an engine ran")
  @StackTrace(false)
  static final class Losing extends jdk.jfr.Event {
    @Label("Process")
    String process = "";

    @Label("Fence")
    long fence;
  }

  /** One look at all processes. */
  @Name("dev.stele.ProcessSweep")
  @Label("Process Sweep")
  @Category({"Stele", "Process"})
  @Description("A look at all processes that run")
  @StackTrace(false)
  static final class Sweeping extends jdk.jfr.Event {
    @Label("Processes")
    long processes;

    @Label("Queued")
    int queued;
  }
}
