package dev.stele.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stele.ground.Disk;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every test of durable things is a crash test. */
@ExtendWith(DurableExtension.class)
class DurableExtensionTest {

  /** Slots that must hold some numbers whenever they are opened again. */
  private record Expecting(Set<Slots.Mistake> mistakes, List<Integer> values)
      implements Durable<Slots> {

    @Override
    public Slots open(Disk disk) {
      return Slots.open(disk, mistakes);
    }

    @Override
    public void audit(Slots opened) {
      assertThat(opened.values()).isEqualTo(values);
    }
  }

  @Test
  void aTestThatOpensSomethingIsCrashedAfterwards(Durables durables) throws Exception {
    Slots slots = durables.open(new Expecting(Set.of(), List.of(1, 2)));
    slots.append(1);
    slots.append(2);
  }

  @Test
  void aTestMayCutThePowerItself(Durables durables) throws Exception {
    Slots slots = durables.open(new Expecting(Set.of(), List.of(1)));
    slots.append(1);
    durables.disk().crash();
  }

  @Test
  void whatACrashLosesFailsTheTest() throws Exception {
    Durables durables = new Durables(SimDisk.empty());
    Slots slots = durables.open(new Expecting(EnumSet.of(Slots.Mistake.NO_SYNC), List.of(1)));
    slots.append(1);
    assertThatThrownBy(durables::closeCrashAndAudit)
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith(
            "what a crash after the test leaves must pass its audit: run crash@");
  }

  @Test
  void aHandleThatIsLeftOpenFailsTheTest() {
    Durables durables = new Durables(SimDisk.empty());
    durables.disk().create(Path.of("/leak"));
    assertThatThrownBy(durables::closeCrashAndAudit)
        .hasMessage("handles must be closed, got: [FILE /leak]");
  }
}
