package dev.stele.trial;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stele.ground.DiskException;
import dev.stele.ground.DiskFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SimFileTest {

  private static final Path FILE = Path.of("/file");

  private static SimFile created(Life life) {
    return (SimFile) SimDisk.empty(life).create(FILE);
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(US_ASCII));
  }

  /**
   * The bytes were put into the caller's buffer before it was known that the power was lost during
   * the read: the read failed with the buffer advanced. Now it advances last.
   */
  @Test
  void aReadCutOffByAPowerLossLeavesTheBufferWhereItWas() {
    DiskFile file = created(Life.honest().crashing(3, CrashImage.nothing()));
    file.write(0, bytes("abc"));
    ByteBuffer target = ByteBuffer.allocate(3);
    assertThatThrownBy(() -> file.read(0, target)).isInstanceOf(DiskException.Failed.class);
    assertThat(target.position()).isZero();
  }

  @Test
  void aShortWriteFailsTheSeamAndReturnsItsCountBelow() {
    SimFile file = created(Life.with(Fault.lasting(2, Effect.SHORT)));
    assertThatThrownBy(() -> file.write(0, bytes("abcd")))
        .isInstanceOf(DiskException.Failed.class)
        .hasMessageContaining("only 2 bytes were written");
    assertThat(file.writeSome(0, bytes("abcd"))).isEqualTo(2);
    assertThat(file.append(bytes("abcd"))).isEqualTo(2);
    assertThat(file.writeSome(0, bytes("a"))).isEqualTo(1);
    assertThat(file.size()).isEqualTo(4);
  }

  @Test
  void aVolumeThatFillsUpHalfwayTakesNothingOfTheLastByte() {
    SimFile file = created(Life.with(Fault.lasting(2, Effect.NO_SPACE_HALFWAY)));
    assertThat(file.append(bytes("ab"))).isEqualTo(1);
    assertThatThrownBy(() -> file.append(bytes("b"))).isInstanceOf(DiskException.NoSpace.class);
    assertThat(file.size()).isEqualTo(1);
  }
}
