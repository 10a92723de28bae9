package dev.stele.proving;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * Every mutant is caught by the test that claims it, with an assertion.
 *
 * <p>There is an heir for some rooms each, so that two JVMs share the work.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class MutantsTest {

  @TempDir private Path scratch;

  @ParameterizedTest
  @MethodSource("mutants")
  void aMutantIsCaught(Mutant mutant) throws IOException {
    MutantRunner runner = new MutantRunner(Repository.root(), scratch);
    TestExecutionSummary summary = runner.run(mutant);
    assertThat(summary.getTestsFailedCount()).as("failures of %s", mutant).isPositive();
    Throwable caught = summary.getFailures().getFirst().getException();
    assertThat(caught).as(mutant.toString()).isInstanceOf(AssertionError.class);
    List<String> lines = String.valueOf(caught.getMessage()).strip().lines().toList();
    String said = lines.isEmpty() ? "" : lines.getFirst();
    // The contents of files may stand in it; the log stays text.
    String legible = said.replaceAll("\\p{Cntrl}", "·");
    System.out.println("mutant caught: " + mutant + ": " + legible);
    // The explorer says how to run the schedule again.
    lines.stream().filter(line -> line.startsWith("replay:")).forEach(System.out::println);
  }

  /** Otherwise a mutant could be caught by a test that always fails here. */
  @ParameterizedTest
  @MethodSource("tests")
  void theTestPassesOnTheUnchangedClass(Mutant mutant) {
    MutantRunner runner = new MutantRunner(Repository.root(), scratch);
    TestExecutionSummary summary = runner.runUnchanged(mutant);
    assertThat(summary.getTestsSucceededCount()).as("successes of %s", mutant.test()).isPositive();
    assertThat(summary.getFailures()).as("failures of %s", mutant.test()).isEmpty();
  }

  /** Returns the mutants of this heir. */
  abstract Stream<Mutant> mutants();

  /** One mutant for each test. */
  final Stream<Mutant> tests() {
    return mutants()
        .collect(Collectors.toMap(Mutant::test, mutant -> mutant, (one, _) -> one))
        .values()
        .stream();
  }
}
