package dev.stele.proving;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The arrows between the rooms, and what only the ground may touch.
 *
 * <p>The module descriptors hold most of it; here stands what they cannot say. Each rule is also
 * tried on a class planted to break it: a rule that finds nothing there would find nothing at all.
 */
class LayeringTest {

  private static final String ROOMS = "dev.stele.";

  /** What each room may import of ours. A room that does not exist yet is listed all the same. */
  private static final Map<String, Set<String>> ARROWS =
      Map.ofEntries(
          Map.entry("ground", Set.of()),
          Map.entry("journal", Set.of("ground")),
          Map.entry("index", Set.of("ground")),
          Map.entry("attach", Set.of("ground")),
          Map.entry("store", Set.of("journal", "index", "attach", "ground")),
          Map.entry("codec", Set.of("process", "store", "journal")),
          Map.entry("process", Set.of("store", "journal", "attach", "ground")),
          Map.entry("access", Set.of()),
          Map.entry("guard", Set.of("access", "attach", "store", "journal", "ground")),
          Map.entry("spring", Set.of("access")),
          Map.entry("authzen", Set.of("access")),
          Map.entry("micrometer", Set.of("access", "process")),
          Map.entry("trial", Set.of("ground")),
          Map.entry("explore", Set.of()),
          Map.entry(
              "console",
              Set.of(
                  "ground",
                  "journal",
                  "attach",
                  "store",
                  "process",
                  "access",
                  "guard",
                  "spring",
                  "authzen",
                  "micrometer",
                  "trial")),
          Map.entry(
              "examples",
              Set.of(
                  "ground",
                  "journal",
                  "attach",
                  "store",
                  "codec",
                  "process",
                  "access",
                  "guard",
                  "spring",
                  "authzen",
                  "micrometer",
                  "trial",
                  "explore")),
          Map.entry(
              "bench",
              Set.of(
                  "ground",
                  "journal",
                  "attach",
                  "store",
                  "process",
                  "access",
                  "guard",
                  "spring",
                  "authzen",
                  "micrometer",
                  "trial",
                  "explore")));

  private static final JavaClasses PRODUCTION =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("/proving/"))
          .importPackages("dev.stele");

  private static final JavaClasses PLANTED =
      new ClassFileImporter().importPackages("dev.stele.proving.planted..");

  @Test
  void everyRoomIsThereAndImportsOnlyWhatItsArrowsAllow() {
    Map<String, Set<String>> found = new HashMap<>();
    for (JavaClass type : PRODUCTION) {
      Set<String> targets = found.computeIfAbsent(room(type), _ -> new TreeSet<>());
      type.getDirectDependenciesFromSelf().stream()
          .map(dependency -> dependency.getTargetClass())
          .filter(target -> target.getPackageName().startsWith(ROOMS))
          .map(LayeringTest::room)
          .filter(target -> !target.equals(room(type)))
          .forEach(targets::add);
    }
    assertThat(found.keySet()).containsAll(ARROWS.keySet());
    found.forEach((room, targets) ->
        assertThat(ARROWS.getOrDefault(room, Set.of()))
            .as("arrows of the room '%s'", room)
            .containsAll(targets));
  }

  @Test
  void aRoomIsOneFlatPackage() {
    Set<String> packages =
        PRODUCTION.stream().map(JavaClass::getPackageName).collect(Collectors.toSet());
    assertThat(packages).allMatch(name -> name.lastIndexOf('.') == ROOMS.length() - 1);
  }

  @Test
  void roomsHaveNoCycles() {
    ArchRule rule =
        SlicesRuleDefinition.slices().matching("dev.stele.(*)..").should().beFreeOfCycles();
    rule.check(PRODUCTION);
    ArchRule planted =
        SlicesRuleDefinition.slices()
            .matching("dev.stele.proving.planted.(*)..")
            .should()
            .beFreeOfCycles();
    assertThat(planted.evaluate(PLANTED).hasViolation()).isTrue();
  }

  @Test
  void onlyTheGroundTouchesFiles() {
    bites(HouseRules.FILES_ONLY_IN_GROUND, "Trespasser.readsAFile");
  }

  @Test
  void onlyTheGroundReadsClocksAndSleeps() {
    bites(HouseRules.TIME_ONLY_IN_GROUND, "Trespasser.readsTheClock");
  }

  @Test
  void onlyTheGroundThrowsDice() {
    bites(HouseRules.CHANCE_ONLY_IN_GROUND, "Trespasser.throwsDice");
  }

  @Test
  void nobodyThrowsABareException() {
    bites(HouseRules.NO_BARE_EXCEPTION, "Trespasser.throwsAnything");
  }

  @Test
  void nobodyPrints() {
    bites(HouseRules.NO_PRINTING, "Trespasser.prints");
  }

  @Test
  void namesSayWhatATypeIs() {
    bites(HouseRules.NO_EMPTY_SUFFIX, "TrespassManager");
  }

  private static void bites(ArchRule rule, String where) {
    rule.check(PRODUCTION);
    assertThat(rule.evaluate(PLANTED).getFailureReport().toString())
        .as("what the rule finds on planted classes")
        .contains(where);
  }

  private static String room(JavaClass type) {
    String below = type.getPackageName().substring(ROOMS.length());
    int dot = below.indexOf('.');
    return dot < 0 ? below : below.substring(0, dot);
  }
}
