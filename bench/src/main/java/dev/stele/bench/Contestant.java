package dev.stele.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;

/** One of those that {@link Rounds} measures side by side, and what was found. */
final class Contestant {

  private final String name;
  private final Measurement measurement;
  private final List<Sample> samples = new ArrayList<>();

  Contestant(String name, Measurement measurement) {
    this.name = name;
    this.measurement = measurement;
  }

  /** What one round found, for one operation. */
  record Sample(double micros, double cpuMicros, double syncs) {}

  /** Does a number of operations and says what one took. */
  @FunctionalInterface
  interface Measurement {
    Sample of(int operations) throws Exception;
  }

  String name() {
    return name;
  }

  Sample measure(int operations) throws Exception {
    return measurement.of(operations);
  }

  void forget() {
    samples.clear();
  }

  void keep(Sample sample) {
    samples.add(sample);
  }

  Series micros() {
    return Series.of(samples.stream().mapToDouble(Sample::micros));
  }

  Series cpuMicros() {
    return Series.of(samples.stream().mapToDouble(Sample::cpuMicros));
  }

  Series syncs() {
    return Series.of(samples.stream().mapToDouble(Sample::syncs));
  }

  /** How many operations a second does. */
  Series perSecond() {
    return Series.of(samples.stream().mapToDouble(sample -> 1e6 / sample.micros));
  }

  /** How many operations a second of CPU time does. */
  Series perCpuSecond() {
    return Series.of(samples.stream().mapToDouble(sample -> 1e6 / sample.cpuMicros));
  }

  /** How many times the time of another one it takes, round by round. */
  Series timesOf(Contestant other) {
    return with(other, (own, others) -> own.micros / others.micros);
  }

  /** How many times as fast as another one it is, round by round. */
  Series timesAsFastAs(Contestant other) {
    return with(other, (own, others) -> others.micros / own.micros);
  }

  /** How many times as much as another one it does in a second of CPU time, round by round. */
  Series timesPerCpuSecondOf(Contestant other) {
    return with(other, (own, others) -> others.cpuMicros / own.cpuMicros);
  }

  /** How many seconds of CPU time an operation takes beyond those of another one. */
  Series cpuSecondsBeyond(Contestant other) {
    return with(other, (own, others) -> (own.cpuMicros - others.cpuMicros) / 1e6);
  }

  private Series with(Contestant other, ToDoubleBiFunction<Sample, Sample> quantity) {
    return Series.of(
        IntStream.range(0, samples.size())
            .mapToDouble(i -> quantity.applyAsDouble(samples.get(i), other.samples.get(i))));
  }
}
