package dev.stele.ground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The clock and the entropy of this machine, and what is known of volumes. */
class GroundTest {

  private final Clock clock = Clock.system();

  @Test
  void aDeadlineThatHasPassedIsReportedAndALaterOneIsNot() throws InterruptedException {
    ReentrantLock lock = new ReentrantLock();
    Condition condition = lock.newCondition();
    lock.lock();
    try {
      assertThat(clock.awaitUntil(lock, condition, clock.nanoTime())).isFalse();
      boolean inTime = true;
      long deadlineNanos = clock.deadlineAfter(Duration.ofNanos(1));
      while (inTime) {
        inTime = clock.awaitUntil(lock, condition, deadlineNanos);
      }
      assertThat(clock.nanoTime() - deadlineNanos).isNotNegative();
    } finally {
      lock.unlock();
    }
  }

  @Test
  void anInterruptEndsAWaitAtOnce() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> clock.sleep(Duration.ofDays(1)))
        .isInstanceOf(InterruptedException.class);
  }

  @Test
  void aDeadlineBeyondAllTimeIsStillAhead() {
    for (Duration duration :
        new Duration[] {Duration.ofSeconds(Long.MAX_VALUE), Duration.ofDays(1_000_000)}) {
      assertThat(clock.deadlineAfter(duration) - clock.nanoTime())
          .isGreaterThan(Duration.ofDays(365 * 100).toNanos());
    }
  }

  @Test
  void entropyFillsTheWholeArrayAndDoesNotRepeat() {
    byte[] one = new byte[32];
    byte[] two = new byte[32];
    Entropy.system().fill(one);
    Entropy.system().fill(two);
    assertThat(one).isNotEqualTo(two);
    assertThat(Entropy.system().nextLong()).isNotEqualTo(Entropy.system().nextLong());
    Entropy counting =
        target -> {
          for (int i = 0; i < target.length; i++) {
            target[i] = (byte) (i + 1);
          }
        };
    assertThat(counting.nextLong()).isEqualTo(0x0102030405060708L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"nfs", "nfs4", "NFS", "cifs", "smb3", "9p", "ceph", "fuse.sshfs", "lustre"})
  void aNetworkVolumeIsRemote(String type) {
    assertThat(new Volume(type, 0).isRemote()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ext4", "xfs", "btrfs", "apfs", "tmpfs", "overlay", "fuse.ntfs", "simfs"})
  void aLocalVolumeIsNot(String type) {
    assertThat(new Volume(type, 0).isRemote()).isFalse();
  }
}
