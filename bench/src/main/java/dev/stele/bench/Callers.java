package dev.stele.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Ways to call a peer: on which threads, and how much at once. */
final class Callers {

  private Callers() {}

  /** One call after another on the thread that measures, a platform thread. */
  static Rounds.Work inPlace(Peer peer, List<byte[]> payloads) {
    return operations -> {
      for (int i = 0; i < operations; i++) {
        peer.append(payloads);
      }
    };
  }

  /** One payload after another, from a number of new virtual threads that share the operations. */
  static Rounds.Work virtual(Peer peer, int threads) {
    return each(Collections.nCopies(threads, inPlace(peer, Payloads.ONE)));
  }

  /** Works at once, each on a new virtual thread; they share the operations. */
  static Rounds.Work each(List<Rounds.Work> works) {
    return operations -> {
      List<FutureTask<Boolean>> tasks = new ArrayList<>();
      int threads = works.size();
      for (int thread = 0; thread < threads; thread++) {
        Rounds.Work work = works.get(thread);
        int own = operations / threads + (thread < operations % threads ? 1 : 0);
        FutureTask<Boolean> task =
            new FutureTask<>(() -> {
              work.run(own);
              return true;
            });
        tasks.add(task);
        Thread.startVirtualThread(task);
      }
      for (FutureTask<Boolean> task : tasks) {
        try {
          task.get();
        } catch (ExecutionException e) {
          throw new IllegalStateException("the measured work failed", e.getCause());
        }
      }
    };
  }
}
