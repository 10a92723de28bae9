package dev.stele.bench;

import static dev.stele.bench.Goals.Goal.atLeast;
import static dev.stele.bench.Goals.Unit.TIMES;

import dev.stele.access.Bound;
import dev.stele.access.Domain;
import dev.stele.access.Fact;
import dev.stele.access.Session;
import dev.stele.bench.AccessLineup.Asking;
import dev.stele.bench.Question.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;

/** Whether two threads read twice as much of one session as one, when all is known. */
final class AccessThreadsQuestion implements Question {

  private static final int READS = 4_000_000;
  private static final int THREADS = 2;
  private static final int FACTS = 1_000;

  /** Documents are their numbers, and so are those who read them. */
  private static final Domain<Integer, String, Integer, String> DOMAIN = Domain.named("cached");

  @Override
  public void answer(Setting setting) throws Exception {
    setting
        .out()
        .println("5. Facts of one session that are known, read by one thread and by two. An");
    setting.out().println("op is a read; two threads share the reads, ideally in half the time.");
    List<Integer> keys = AccessFacts.keys(FACTS);
    long[] sums = new long[FACTS + 1]; // Of so many reads from the first key on.
    for (int i = 0; i < FACTS; i++) {
      sums[i + 1] = sums[i] + AccessFacts.reader(keys.get(i));
    }
    AccessLineup lineup =
        new AccessLineup(
            setting, Rounds.Unit.NANOS, reads -> reads / FACTS * sums[FACTS] + sums[reads % FACTS]);
    Contestant oneReads = lineup.add("stele, get, one thread", READS, () -> on(1, gets(keys)));
    Contestant twoRead =
        lineup.add("stele, get, two threads", READS, () -> on(THREADS, gets(keys)));
    Contestant oneChecks = lineup.add("stele, check, one thread", READS, () -> on(1, checks(keys)));
    Contestant twoCheck =
        lineup.add("stele, check, two threads", READS, () -> on(THREADS, checks(keys)));
    lineup.find("java-dataloader, one thread", READS, () -> on(1, DataLoaders.warm(keys)));
    lineup.find("java-dataloader, two threads", READS, () -> on(THREADS, DataLoaders.warm(keys)));
    lineup.run();
    setting
        .goals()
        .judge(atLeast(1.6, TIMES, "reads of one thread, by two"), twoRead.timesAsFastAs(oneReads));
    setting
        .goals()
        .judge(
            atLeast(1.6, TIMES, "checks of one thread, by two"), twoCheck.timesAsFastAs(oneChecks));
  }

  /** Reads known facts, one after the other and round again, and returns their sum. */
  @FunctionalInterface
  interface Reading {
    long read(int reads);
  }

  private static Reading gets(List<Integer> keys) {
    Session session = known(keys);
    return reads -> {
      long sum = 0;
      for (int i = 0; i < reads; i++) {
        Fact<Integer> fact = session.get(AccessFacts.PROMPT, keys.get(i % FACTS));
        sum += fact instanceof Fact.Found<Integer>(Integer value) ? value : -1;
      }
      return sum;
    };
  }

  /** Who may read every document whose reader is the first person: a grant counts as one. */
  private static Reading checks(List<Integer> keys) {
    Bound<Integer, String, Integer, String> bound =
        DOMAIN
            .checker("cached")
            .add(
                DOMAIN
                    .policy("reader")
                    .fact(
                        AccessFacts.PROMPT, q -> q.resource(), (q, who) -> who.equals(q.subject()))
                    .allow())
            .build()
            .bind(known(keys), 1, AccessRules.READ, "");
    return reads -> {
      long sum = 0;
      for (int i = 0; i < reads; i++) {
        sum += bound.check(keys.get(i % FACTS)).isGranted() ? 1 : 0;
      }
      return sum;
    };
  }

  private static Session known(List<Integer> keys) {
    Session session = AccessFacts.registry().session();
    session.getAll(AccessFacts.PROMPT, keys);
    return session;
  }

  /** Shares reads among threads of their own: the first gets whole rounds of the keys. */
  private static Asking on(int threads, Reading reading) {
    return reads -> {
      int each = reads / threads / FACTS * FACTS;
      List<FutureTask<Long>> tasks = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        int own = thread == 0 ? reads - each * (threads - 1) : each;
        FutureTask<Long> task = new FutureTask<>(() -> reading.read(own));
        tasks.add(task);
        Thread.ofPlatform().start(task);
      }
      long sum = 0;
      for (FutureTask<Long> task : tasks) {
        sum += task.get();
      }
      return sum;
    };
  }
}
