package dev.stele.proving;

import java.util.List;

/** Wrong variants of the journal: what is left out of writing and recovering. */
final class JournalMutants {

  private static final String APPENDS = "JournalCrashTrial#appendsSurviveEveryCrash";
  private static final String ROTATION = "JournalCrashTrial#rotationSurvivesEveryCrash";

  static final List<Mutant> ALL =
      List.of(
          Mutant.of(
              "the sync is left out", "journal/Writer", "      active.sync();\n", "", APPENDS),
          Mutant.of(
              "the directory sync after the catalog is left out",
              "journal/Layout",
              "    disk.syncDirectory(directory);\n",
              "",
              APPENDS),
          Mutant.of(
              "the directory sync after a new segment is left out",
              "journal/ActiveSegment",
              "      layout.disk().syncDirectory(layout.segments());\n",
              "",
              APPENDS),
          Mutant.of(
              "the checksum of entries is not looked at",
              "journal/EntryFormat",
              "if (expected != found) {",
              "if (expected == found + 1) {",
              APPENDS),
          Mutant.of(
              "rot passes for a torn tail",
              "journal/Recovery",
              "if (Math.max(scan.durable, scan.remnant.durableThrough) > end.position()) {",
              "if (scan.durable > end.position()) {",
              "JournalTest#rotBeforeWhatIsKnownDurableIsDamage"),
          Mutant.of(
              "zeros are written over what recovery wrote",
              "journal/ActiveSegment",
              "preparedBytes = Math.max(preparedBytes, endBytes);",
              "",
              APPENDS),
          Mutant.of(
              "a new segment counts from zero",
              "journal/Writer",
              "                  nextPosition,\n                  options.entropy().nextLong()));",
              "                  0,\n                  options.entropy().nextLong()));",
              ROTATION));

  private JournalMutants() {}
}
