package dev.stele.bench;

import java.io.PrintStream;

/** A part of a benchmark: a table, and a line for each goal. */
@FunctionalInterface
interface Question {

  /**
   * Where and how much is measured.
   *
   * @param scratch takes all files
   */
  record Setting(PrintStream out, Scale scale, Scratch scratch, Goals goals) {}

  /** Measures and prints. */
  void answer(Setting setting) throws Exception;
}
