package dev.stele.examples;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** What a program prints. */
final class Printed {

  /** Its entry. */
  @FunctionalInterface
  interface Program {
    void main(String[] arguments) throws IOException, InterruptedException, ExecutionException;
  }

  private Printed() {}

  /** Runs a program on a directory, and returns the lines that it printed. */
  static List<String> by(Program program, Path directory)
      throws IOException, InterruptedException, ExecutionException {
    PrintStream before = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      program.main(new String[] {directory.toString()});
    } finally {
      System.setOut(before);
    }
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
