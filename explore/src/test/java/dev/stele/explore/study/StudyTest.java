package dev.stele.explore.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stele.explore.Certificate;
import dev.stele.explore.ExploreError;
import dev.stele.explore.Explorer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The bugs on which eight tools were tried before this one was made, rebuilt. What Lincheck 3.7 is
 * said to have made of them was measured then, on classes like these: {@code docs/explore-study.md}
 * tells both, and is held to what comes out here.
 */
class StudyTest {

  private static final Pattern FOUND_IN = Pattern.compile("found in execution ([0-9,]+)");

  private static Stream<Row> failing() {
    return Rows.all().stream().filter(row -> row.expected() instanceof Row.Fails);
  }

  private static Stream<Row> passing() {
    return Rows.all().stream().filter(row -> !(row.expected() instanceof Row.Fails));
  }

  private static Explorer on(Explorer.Platform platform) {
    return Explorer.standard().on(platform);
  }

  private static ExploreError error(Explorer explorer, Explorer.Model model) {
    ExploreError found = catchThrowableOfType(ExploreError.class, () -> explorer.explore(model));
    assertThat(found).as("what is wrong must be found").isNotNull();
    return found;
  }

  private static String headline(ExploreError error) {
    return error.report().lines().findFirst().orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("failing")
  void whatIsWrongIsFoundOnEachPlatformAndFailsAgainInItsReplay(Row row) {
    Row.Fails expected = (Row.Fails) row.expected();
    String report = error(Explorer.standard(), row.model()).report();
    for (Explorer.Platform platform : Explorer.Platform.values()) {
      ExploreError found = error(on(platform), row.model());
      assertThat(found.kind()).as(found.report()).isEqualTo(expected.kind());
      assertThat(found.report()).contains(expected.texts()).isEqualTo(report);
      ExploreError again = error(on(platform).replay(found.replay()), row.model());
      assertThat(again.kind()).isEqualTo(found.kind());
      assertThat(headline(again)).isEqualTo(headline(found));
    }
  }

  @ParameterizedTest
  @MethodSource("passing")
  void whatIsRightIsCompleteOnEachPlatformInTheFewestExecutions(Row row) {
    for (Explorer.Platform platform : Explorer.Platform.values()) {
      Certificate certificate = on(platform).explore(row.model());
      assertThat(certificate.isComplete()).isTrue();
      assertThat(certificate.executions()).isEqualTo(executions(row));
    }
  }

  private static long executions(Row row) {
    return switch (row.expected()) {
      case Row.Complete complete -> complete.executions();
      case Row.NotFound missed -> missed.executions();
      case Row.Fails _ -> throw new IllegalArgumentException("row must pass, got: " + row);
    };
  }

  static Stream<Arguments> triples() {
    List<Arguments> triples = new ArrayList<>();
    for (int first = 1; first <= 4; first++) {
      for (int second = first + 1; second <= 5; second++) {
        for (int third = second + 1; third <= 6; third++) {
          triples.add(Arguments.of(first, second, third));
        }
      }
    }
    return triples.stream();
  }

  @ParameterizedTest
  @MethodSource("triples")
  void eachOutcomeThatCanBeIsFound(int first, int second, int third) {
    ExploreError found =
        error(Explorer.standard(), () -> Probes.neverReturns(first, second, third));
    assertThat(headline(found)).endsWith("they do return " + first + ", " + second + ", " + third);
  }

  @Test
  void aBoundMissesTheBugThatIsDeep() {
    Certificate bounded = Explorer.standard().preemptionsMax(2).explore(Probes::pingPong);
    assertThat(bounded.bound()).contains("2 preemptions");
    assertThat(error(Explorer.standard(), Probes::pingPong).report())
        .contains("the fewest preemptions that show it: 4");
  }

  /** Weaving and all; on a machine with nothing else to do, each takes less than a second. */
  @Test
  void theSeedsTakeTheTimeThatIsPrinted() {
    for (Row row : Rows.seeds()) {
      long begin = System.nanoTime();
      try {
        Explorer.check(row.model());
      } catch (ExploreError found) {
        assertThat(row.expected()).isInstanceOf(Row.Fails.class);
      }
      System.out.printf(
          "%-16s %,5d ms, loading included%n", row.name(), (System.nanoTime() - begin) / 1_000_000);
    }
  }

  @Test
  void nothingOfTheStudyIsLost() {
    assertThat(triples()).hasSize(20);
    assertThat(failing()).hasSizeGreaterThanOrEqualTo(33);
    assertThat(passing().filter(row -> row.expected() instanceof Row.Complete))
        .hasSizeGreaterThanOrEqualTo(34);
    assertThat(passing().filter(row -> row.expected() instanceof Row.NotFound)).hasSize(3);
  }

  @Test
  void theDocumentTellsWhatComesOutHere() throws IOException {
    assertThat(Files.readAllLines(document()))
        .containsAll(Rows.all().stream().map(StudyTest::line).toList());
  }

  /** From the directory of the room, or of the repository. */
  private static Path document() {
    Path path = Path.of("docs", "explore-study.md");
    return Files.exists(path) ? path : Path.of("..").resolve(path);
  }

  /** Runs a row as a user would, loading included, and writes its line of the table. */
  private static String line(Row row) {
    return switch (row.expected()) {
      case Row.Complete complete ->
          "| `%s` | passes | complete | %,d | %s |"
              .formatted(row.name(), complete.executions(), row.lincheck());
      case Row.NotFound missed ->
          "| `%s` | **not found**: %s | complete | %,d | %s |"
              .formatted(row.name(), missed.why(), missed.executions(), row.lincheck());
      case Row.Fails fails -> {
        ExploreError found = error(Explorer.standard(), row.model());
        Matcher in = FOUND_IN.matcher(found.report());
        assertThat(in.find()).isTrue();
        yield "| `%s` | found | %s | found at %s | %s |"
            .formatted(row.name(), words(fails.kind()), in.group(1), row.lincheck());
      }
    };
  }

  private static String words(ExploreError.Kind kind) {
    return kind == ExploreError.Kind.LOST_WAKE_UP
        ? "lost wake-up"
        : kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
