package dev.stele.bench;

import java.io.PrintStream;

/** The answer to one question, in numbers. */
interface Benchmark {

  /** The question, in one line. */
  String question();

  /** Measures and prints. */
  void run(PrintStream out, Scale scale) throws Exception;
}
