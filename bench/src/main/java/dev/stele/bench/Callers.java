package dev.stele.bench;

import java.util.ArrayList;
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
    return operations -> {
      List<FutureTask<Boolean>> tasks = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        int own = operations / threads + (thread < operations % threads ? 1 : 0);
        FutureTask<Boolean> task =
            new FutureTask<>(() -> {
              inPlace(peer, Payloads.ONE).run(own);
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
