package dev.stele.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Bytes in buffers and behind views, and loops over them, as a store has them. */
class WovenBytesTest {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private static final ByteBuffer ZEROS = ByteBuffer.allocate(64).asReadOnlyBuffer();

  /** What two threads do to one buffer. */
  interface Part {
    void work(ByteBuffer shared);
  }

  /** Runs both at once, and something that is explored in any case. */
  private static void together(Part one, Part other) throws InterruptedException {
    ByteBuffer shared = ByteBuffer.allocate(16);
    AtomicBoolean met = new AtomicBoolean();
    Thread thread =
        Thread.ofPlatform()
            .start(() -> {
              met.set(true);
              one.work(shared);
            });
    met.get();
    other.work(shared);
    thread.join();
  }

  private static void assertRace(Explorer.Model model, String on) {
    ExploreError error = catchThrowableOfType(ExploreError.class, () -> Explorer.check(model));
    assertThat(error.kind()).isEqualTo(ExploreError.Kind.DATA_RACE);
    assertThat(error).hasMessageContaining("data race on " + on);
  }

  @Test
  void whatIsReadAtAPlaceOfItsOwnMovesNothing() {
    Certificate certificate =
        Explorer.check(() -> together(b -> b.getInt(4), b -> b.duplicate().position(3).getLong()));
    assertThat(certificate.isComplete()).isTrue();
    Explorer.check(() -> together(b -> b.slice(0, 4).get(), b -> b.asReadOnlyBuffer().remaining()));
    Explorer.check(() -> together(b -> b.position(), b -> b.limit()));
  }

  @Test
  void aBufferThatIsMovedIsWritten() {
    assertRace(() -> together(ByteBuffer::get, b -> b.getInt(4)), "HeapByteBuffer#1");
    assertRace(() -> together(b -> b.limit(3), ByteBuffer::remaining), "HeapByteBuffer#1");
  }

  @Test
  void aDuplicateSharesWhatIsInside() {
    assertRace(() -> together(b -> b.duplicate().putInt(7), b -> b.getInt(0)), "HeapByteBuffer#1");
    assertRace(
        () -> together(b -> b.slice(0, 4).put(0, (byte) 1), b -> b.asLongBuffer().get()),
        "HeapByteBuffer#1");
  }

  private static void views(boolean isSetting) throws InterruptedException {
    byte[] bytes = new byte[16];
    AtomicBoolean met = new AtomicBoolean();
    Thread thread =
        Thread.ofPlatform()
            .start(() -> {
              met.set(true);
              LONGS.set(bytes, 8, 7L);
            });
    met.get();
    if (isSetting) {
      LONGS.set(bytes, 4, 1L);
    }
    long found = (long) LONGS.get(bytes, 0);
    thread.join();
    assertThat(found).isZero();
  }

  @Test
  void aViewOfAnArrayAccessesTheBytesThatItIsOf() {
    assertThat(Explorer.check(() -> views(false)).isComplete()).isTrue();
    assertRace(() -> views(true), "byte[]#1[8]");
  }

  @Test
  void aBufferInAStaticFieldMayBeSliced() {
    assertThat(
            Explorer.check(
                    () -> together(_ -> ZEROS.slice(0, 8).get(0), b -> b.put(ZEROS.slice(0, 8))))
                .isComplete())
        .isTrue();
  }

  /** A list that grows: readers take the array that is there. */
  private static final class Grown {
    private volatile int[] all = {1, 2, 3, 4, 5, 6};

    private int at(int index) {
      return all[index];
    }

    int sum() {
      int sum = 0;
      for (int i = 0; i < 6; i++) {
        sum += at(i);
      }
      return sum;
    }
  }

  /**
   * A memory table of the index asks for its volatile array in one small method, and a lookup calls
   * it some ten times. From the fourth call on that was taken for a spin: the reader was made to
   * wait for a write, and was said to be stuck when none came. Worse, the schedules were left out
   * in which it goes on before the write.
   */
  @Test
  void whoeverReadsAVariableAgainForAnotherThingDoesNotSpin() {
    Certificate certificate =
        Explorer.check(() -> {
          Grown grown = new Grown();
          Thread other = Thread.ofPlatform().start(() -> grown.all = new int[] {2, 3, 4, 5, 6, 7});
          int sum = grown.sum();
          other.join();
          assertThat(sum).isBetween(21, 27);
        });
    assertThat(certificate.executions()).isEqualTo(7);
  }

  @Test
  void thePartsOfAPathAreWalkedOver() {
    Explorer.check(() ->
        together(
            b -> {
              for (Path part : Path.of("a/b")) {
                b.put(0, (byte) part.toString().charAt(0));
              }
            },
            _ -> assertThat(Path.of("c/d").iterator().next()).hasToString("c")));
  }
}
