package dev.stele.micrometer;

import dev.stele.process.ProcessReader;
import dev.stele.process.StateCounts;
import dev.stele.process.Worker;
import dev.stele.process.WorkerStatistics;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What processes are doing, for whoever asks the meters: nothing is counted here a second time.
 *
 * <p>Of a registry, the gauge {@value #PROCESSES} with the tags {@code registry} and {@code state}
 * (running, waiting, completed, failed, cancelled, abandoned; those that wait are among those that
 * run). Of a worker, with the tag {@code worker}, the gauge {@value #ENGINES} with the tag {@code
 * state} (running, parked, queued) and the counter {@value #OUTCOMES} with the tag {@code outcome}
 * (attempts, ended, failed, abandoned, lost).
 *
 * <p>Close it before what it asks: its meters are taken out of the registry then. Safe for any
 * thread.
 */
public final class ProcessMeters implements AutoCloseable {

  /** The name of the gauge of a registry. */
  public static final String PROCESSES = "stele.process.processes";

  /** The name of the gauge of a worker. */
  public static final String ENGINES = "stele.process.worker.engines";

  /** The name of the counter of a worker. */
  public static final String OUTCOMES = "stele.process.worker.events";

  private final MeterRegistry meters;
  private final List<Meter> made = new ArrayList<>();

  private ProcessMeters(MeterRegistry meters) {
    this.meters = meters;
  }

  /**
   * Begins to show the processes of a registry, or of who reads along with one. Each state is asked
   * for by itself, which looks at all that run: some milliseconds for each ten thousand.
   *
   * @param name tells registries apart
   */
  public static ProcessMeters of(ProcessReader reader, String name, MeterRegistry meters) {
    ProcessMeters all = new ProcessMeters(meters);
    all.state(reader, name, "running", StateCounts::running);
    all.state(reader, name, "waiting", StateCounts::waiting);
    all.state(reader, name, "completed", StateCounts::completed);
    all.state(reader, name, "failed", StateCounts::failed);
    all.state(reader, name, "cancelled", StateCounts::cancelled);
    all.state(reader, name, "abandoned", StateCounts::abandoned);
    return all;
  }

  /**
   * Begins to show what a worker does.
   *
   * @param name tells workers apart
   */
  public static ProcessMeters of(Worker worker, String name, MeterRegistry meters) {
    ProcessMeters all = new ProcessMeters(meters);
    all.engines(worker, name, "running", WorkerStatistics::running);
    all.engines(worker, name, "parked", WorkerStatistics::parked);
    all.engines(worker, name, "queued", WorkerStatistics::queued);
    all.outcomes(worker, name, "attempts", WorkerStatistics::attempts);
    all.outcomes(worker, name, "ended", WorkerStatistics::ended);
    all.outcomes(worker, name, "failed", WorkerStatistics::failed);
    all.outcomes(worker, name, "abandoned", WorkerStatistics::abandoned);
    all.outcomes(worker, name, "lost", WorkerStatistics::lost);
    all.outcomes(worker, name, "errors", WorkerStatistics::errors);
    return all;
  }

  private void state(
      ProcessReader reader, String name, String state, ToDoubleFunction<StateCounts> count) {
    made.add(
        Gauge.builder(PROCESSES, reader, it -> count.applyAsDouble(it.counts()))
            .description("Processes in a state")
            .baseUnit("processes")
            .tag("registry", name)
            .tag("state", state)
            .strongReference(true)
            .register(meters));
  }

  private void engines(
      Worker worker, String name, String state, ToDoubleFunction<WorkerStatistics> count) {
    made.add(
        Gauge.builder(ENGINES, worker, it -> count.applyAsDouble(it.statistics()))
            .description("Engines of a worker, and processes that wait for one")
            .baseUnit("engines")
            .tag("worker", name)
            .tag("state", state)
            .strongReference(true)
            .register(meters));
  }

  private void outcomes(
      Worker worker, String name, String outcome, ToDoubleFunction<WorkerStatistics> count) {
    made.add(
        FunctionCounter.builder(OUTCOMES, worker, it -> count.applyAsDouble(it.statistics()))
            .description("What has come of the attempts of a worker")
            .baseUnit("events")
            .tag("worker", name)
            .tag("outcome", outcome)
            .register(meters));
  }

  /** Takes its meters out of the registry. A second call does nothing. */
  @Override
  public void close() {
    made.forEach(meters::remove);
  }
}
