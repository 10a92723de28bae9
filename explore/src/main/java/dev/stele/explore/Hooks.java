package dev.stele.explore;

import org.jspecify.annotations.Nullable;

/** What stands in woven code and needs to know nothing about its place. */
final class Hooks {

  private Hooks() {}

  /** At the beginning of a handler that catches too much: ends of executions go through. */
  static void caught(Throwable thrown) {
    if (thrown instanceof BackEnd.Abandoned abandoned) {
      throw abandoned;
    }
    if (thrown instanceof Divergence divergence) {
      throw divergence;
    }
  }

  static void note(int value) {
    if (isNoting()) {
      Execution.current().note(value);
    }
  }

  static void note(boolean value) {
    if (isNoting()) {
      Execution.current().note(value);
    }
  }

  static void note(char value) {
    if (isNoting()) {
      Execution.current().note(value);
    }
  }

  static void note(long value) {
    if (isNoting()) {
      Execution.current().note(value);
    }
  }

  static void note(float value) {
    if (isNoting()) {
      Execution.current().note(value);
    }
  }

  static void note(double value) {
    if (isNoting()) {
      Execution.current().note(value);
    }
  }

  static void note(@Nullable Object value) {
    if (isNoting()) {
      Execution.current().note(value);
    }
  }

  private static boolean isNoting() {
    return !SetUp.isOn() && Execution.current().isRecording();
  }
}
