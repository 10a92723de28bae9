package dev.stele.trial;

import java.util.List;
import java.util.Optional;

/**
 * What happens to a disk between two starts of the machine.
 *
 * @param rot bytes that changed before it begins
 * @param faults what goes wrong, at most one for each operation number
 * @param crash how it ends; empty if the machine goes on
 */
public record Life(List<Rot> rot, List<Fault> faults, Optional<Crash> crash) {

  private static final Life HONEST = new Life(List.of(), List.of(), Optional.empty());

  /**
   * The end of a life: the power goes while an operation is under way, so that its own change, too,
   * may land or not.
   *
   * @param operation the number of that operation, from 1; in a plan, one more than there are means
   *     that the power goes when all is done
   * @param image what is found afterwards
   */
  public record Crash(long operation, CrashImage image) {

    /** Checks the number. */
    public Crash {
      if (operation < 1) {
        throw new IllegalArgumentException("operation must be >= 1, got: " + operation);
      }
    }
  }

  /** Copies the lists and checks that an operation has one fault, none after the crash. */
  public Life {
    rot = List.copyOf(rot);
    faults = List.copyOf(faults);
    if (faults.stream().map(Fault::operation).distinct().count() < faults.size()) {
      throw new IllegalArgumentException("an operation must have one fault, got: " + faults);
    }
    for (Fault fault : faults) {
      if (crash.isPresent() && fault.operation() >= crash.get().operation()) {
        throw new IllegalArgumentException(
            "a fault must come before the crash at " + crash.get().operation() + ", got: " + fault);
      }
    }
  }

  /** Returns the life in which nothing goes wrong. */
  public static Life honest() {
    return HONEST;
  }

  /** Returns a life with faults and no crash. */
  public static Life with(Fault... faults) {
    return new Life(List.of(), List.of(faults), Optional.empty());
  }

  /** Returns this life with its crash, if any, leaving another image. */
  Life leaving(CrashImage image) {
    return new Life(rot, faults, crash.map(end -> new Crash(end.operation(), image)));
  }

  /** Returns this life, ended by a crash. */
  public Life crashing(long operation, CrashImage image) {
    return new Life(rot, faults, Optional.of(new Crash(operation, image)));
  }

  /** Returns the text that {@link FaultPlan#parse} reads back as part of a plan. */
  @Override
  public String toString() {
    return PlanText.of(this);
  }
}
