package dev.stele.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stele.explore.Certificate;
import dev.stele.explore.Explorer;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** How an append and the thread that writes meet at a request, under every schedule. */
class RequestScheduleTrial {

  private static final UUID LINEAGE = new UUID(1, 2);

  private static void assertComplete(Certificate certificate) {
    System.out.println(certificate.toString().lines().limit(3).toList());
    assertThat(certificate.isComplete()).isTrue();
    assertThat(certificate.woven()).containsKey(Request.class.getName());
  }

  /** A source of a batch of one entry. */
  private static final class One implements BatchSource {
    @Override
    public List<NewEntry> make(Position first, long epoch) {
      return List.of(NewEntry.of(ByteBuffer.wrap(new byte[] {7})));
    }

    @Override
    public void placed(Placement placement) {}
  }

  private static Request late() {
    return Request.late(new One(), Durability.SYNCED, LINEAGE, target -> target[0] = 5);
  }

  /** The batch is made on the writing thread; who waits is woken, and gets what was made. */
  private static void finish() throws InterruptedException {
    Request request = late();
    Thread writing =
        Thread.ofPlatform()
            .start(() -> {
              request.make(0, 1, 4_096);
              request.done();
            });
    Appended appended = request.await();
    if (!(appended instanceof Appended.Done done)
        || done.entryCount() != 1
        || done.leaves().size() != 1) {
      throw new AssertionError(appended);
    }
    writing.join();
  }

  @Test
  void whoWaitsIsWokenAndGetsWhatWasMade() {
    assertComplete(Explorer.check(RequestScheduleTrial::finish));
    assertThat(Explorer.standard().spuriousWakeUps().explore(RequestScheduleTrial::finish).bound())
        .isEmpty();
  }

  private static void fail() throws InterruptedException {
    Request request = late();
    Thread writing =
        Thread.ofPlatform()
            .start(() ->
                request.fail(
                    new JournalException.OutcomeUnknown(
                        Path.of("here"), new IllegalStateException("planned"))));
    try {
      throw new AssertionError(request.await());
    } catch (JournalException.OutcomeUnknown e) {
      if (!String.valueOf(e.getCause()).contains("planned")) {
        throw e;
      }
    }
    writing.join();
  }

  @Test
  void whoWaitsIsWokenByAFailureAndIsToldWhy() {
    assertComplete(Explorer.check(RequestScheduleTrial::fail));
  }

  /** Caller and writing thread want the leaves at once, as they do after a sync. */
  private static void hash() throws InterruptedException {
    Request request = late();
    request.make(0, 1, 4_096);
    Thread writing =
        Thread.ofPlatform()
            .start(() -> {
              request.done();
              if (request.get().size() != 1) {
                throw new AssertionError("leaves");
              }
            });
    request.await();
    writing.join();
    if (!request.get().equals(late(request))) {
      throw new AssertionError("leaves differ");
    }
  }

  private static List<Digest> late(Request like) {
    return LeafFormat.hashAll(like.frame, 0, like.entryCount, MerkleHasher.create());
  }

  @Test
  void leavesAreTheSameWhoeverHashesThem() {
    assertComplete(Explorer.check(RequestScheduleTrial::hash));
  }
}
