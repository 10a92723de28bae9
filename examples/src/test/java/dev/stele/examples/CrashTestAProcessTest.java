package dev.stele.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stele.examples.CrashTestAProcess.Shop;
import dev.stele.trial.CrashHunt;
import dev.stele.trial.HuntFailure;
import dev.stele.trial.HuntReport;
import dev.stele.trial.SimDisk;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An engine that charges twice if it is killed between two steps, and only then. */
class CrashTestAProcessTest {

  @Test
  void whereNothingCrashesTheNaiveOneIsRight() {
    try (Shop shop = new Shop(SimDisk.empty(), CrashTestAProcess::shipNaively)) {
      shop.order();
      shop.pack();
      assertThat(shop.done()).containsExactly("charged", "shipped");
    }
  }

  @Test
  void theHuntFindsTheCrashAfterWhichTheNaiveOneChargesTwice() {
    CrashHunt hunt = CrashTestAProcess.hunt("naive", CrashTestAProcess::shipNaively);
    HuntFailure broken = catchThrowableOfType(HuntFailure.class, hunt::run);
    assertThat(broken).isNotNull();
    assertThat(broken)
        .hasMessageContaining("found [charged, charged, shipped]")
        .hasMessageContaining("replay: -Dstele.plan.naive='");
    assertThatThrownBy(() -> hunt.replay(broken.plan())).isInstanceOf(HuntFailure.class);
  }

  @Test
  void theMendedOneChargesOnceWhereverItIsKilled() {
    HuntReport report = CrashTestAProcess.hunt("mended", CrashTestAProcess::ship).run();
    assertThat(report.crashPoints()).as(report.toString()).isGreaterThanOrEqualTo(30);
  }

  @Test
  void itPrintsWhatItFinds() throws Exception {
    List<String> lines = Printed.by(CrashTestAProcess::main, Path.of("unused"));
    assertThat(lines).hasSize(4);
    assertThat(lines.get(0)).startsWith("after PT48H: ").contains("nobody packed it");
    assertThat(lines.get(1)).startsWith("naive breaks its promise: ");
    assertThat(lines.get(2)).startsWith("  replay: -Dstele.plan.naive='run crash@");
    assertThat(lines.get(3)).startsWith("survived: mended: ");
  }
}
