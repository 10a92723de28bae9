package dev.stele.explore;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.NoSuchElementException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Stands for {@link java.util.concurrent.ArrayBlockingQueue} and {@link
 * java.util.concurrent.LinkedBlockingQueue}. Each operation is one step, taken once it can be; the
 * JDK's queue holds the elements. Who takes an element knows what was done before it was put, and
 * no more.
 */
@SuppressWarnings("ReferenceEquality") // Identity is what is meant.
final class BlockingQueueModel {

  static final String[] HARMLESS = {"<init>"};

  private BlockingQueueModel() {}

  /** Its word is the number of elements. */
  private static final class Shared extends Location {
    private final BlockingQueue<Object> queue;
    private final long capacity;

    /** What was known when each element was put, in their order. */
    private final Deque<VectorClock> published = new ArrayDeque<>();

    private final Waits.Goal notFull = new Waits.Goal("put into", this, true, this::hasRoom);
    private final Waits.Goal notEmpty = new Waits.Goal("take from", this, true, word -> word > 0);

    Shared(BlockingQueue<Object> queue) {
      super(queue.getClass().getSimpleName(), () -> Values.text(queue));
      this.queue = queue;
      setWord(queue.size());
      capacity = (long) queue.size() + queue.remainingCapacity();
      for (int i = queue.size(); i > 0; i--) {
        published.add(new VectorClock()); // They were there before.
      }
    }

    private boolean hasRoom(long count) {
      return count < capacity;
    }

    @SuppressWarnings("unchecked")
    static Shared of(BlockingQueue<?> queue) {
      return Execution.current()
          .state(queue, Shared.class, _ -> new Shared((BlockingQueue<Object>) queue));
    }

    /** Carries out that an element is added, if there is room. */
    boolean add(Object element) {
      if (!queue.offer(element)) {
        return false;
      }
      published.add(Execution.current().running().release());
      setWord(queue.size());
      Execution.current().note(element);
      return true;
    }

    /** Carries out that an element is taken, if there is one. */
    @Nullable Object take() {
      Object element = queue.poll();
      setWord(queue.size());
      return learnt(element, published.poll());
    }

    @Nullable Object peek() {
      return learnt(queue.peek(), published.peek());
    }

    private static @Nullable Object learnt(@Nullable Object element, @Nullable VectorClock known) {
      Execution.current().running().acquire(known);
      Execution.current().note(element);
      return element;
    }
  }

  private static Shared reading(BlockingQueue<?> queue, String verb, Site site) {
    Shared shared = Shared.of(queue);
    Execution.current().visible(Op.read(verb, site, shared));
    return shared;
  }

  private static Shared writing(BlockingQueue<?> queue, String verb, Site site) {
    Shared shared = Shared.of(queue);
    Execution.current().running().spin.reset();
    Execution.current().visible(Op.write(verb, site, shared));
    return shared;
  }

  // --- Adding ------------------------------------------------------------------------------------

  static void put(BlockingQueue<?> queue, Object element, Site site) throws InterruptedException {
    java.util.Objects.requireNonNull(element);
    Shared shared = Shared.of(queue);
    Waits.untilInterrupted(shared.notFull, Waits.NOBODY, site);
    shared.add(element);
  }

  static boolean offer(BlockingQueue<?> queue, Object element, Site site) {
    java.util.Objects.requireNonNull(element);
    return writing(queue, "offer to", site).add(element);
  }

  static boolean offer(
      BlockingQueue<?> queue, Object element, long timeout, TimeUnit unit, Site site)
      throws InterruptedException {
    java.util.Objects.requireNonNull(element);
    Shared shared = Shared.of(queue);
    return Waits.until(shared.notFull, timeout, unit, Waits.NOBODY, site) && shared.add(element);
  }

  static boolean add(BlockingQueue<?> queue, Object element, Site site) {
    if (offer(queue, element, site)) {
      return true;
    }
    throw new IllegalStateException("Queue full");
  }

  // --- Taking ------------------------------------------------------------------------------------

  static @Nullable Object take(BlockingQueue<?> queue, Site site) throws InterruptedException {
    Shared shared = Shared.of(queue);
    Waits.untilInterrupted(shared.notEmpty, Waits.NOBODY, site);
    return shared.take();
  }

  static @Nullable Object poll(BlockingQueue<?> queue, Site site) {
    return writing(queue, "poll", site).take();
  }

  static @Nullable Object poll(BlockingQueue<?> queue, long timeout, TimeUnit unit, Site site)
      throws InterruptedException {
    Shared shared = Shared.of(queue);
    return Waits.until(shared.notEmpty, timeout, unit, Waits.NOBODY, site) ? shared.take() : null;
  }

  static Object remove(BlockingQueue<?> queue, Site site) {
    return present(poll(queue, site));
  }

  static @Nullable Object peek(BlockingQueue<?> queue, Site site) {
    return reading(queue, "peek at", site).peek();
  }

  static Object element(BlockingQueue<?> queue, Site site) {
    return present(peek(queue, site));
  }

  private static Object present(@Nullable Object element) {
    if (element == null) {
      throw new NoSuchElementException();
    }
    return element;
  }

  static int drainTo(BlockingQueue<?> queue, Collection<Object> target, Site site) {
    return drainTo(queue, target, Integer.MAX_VALUE, site);
  }

  static int drainTo(BlockingQueue<?> queue, Collection<Object> target, int most, Site site) {
    java.util.Objects.requireNonNull(target);
    if (target == queue) {
      throw new IllegalArgumentException();
    }
    JdkObjects.before(target, "java.util.Collection", "add", site);
    Shared shared = writing(queue, "drain", site);
    int count = 0;
    while (count < most && !shared.queue.isEmpty()) {
      target.add(present(shared.take()));
      count++;
    }
    return count;
  }

  // --- The whole ---------------------------------------------------------------------------------

  static int size(BlockingQueue<?> queue, Site site) {
    return reading(queue, "look at", site).queue.size();
  }

  static boolean isEmpty(BlockingQueue<?> queue, Site site) {
    return reading(queue, "look at", site).queue.isEmpty();
  }

  static int remainingCapacity(BlockingQueue<?> queue, Site site) {
    return reading(queue, "look at", site).queue.remainingCapacity();
  }

  static void clear(BlockingQueue<?> queue, Site site) {
    Shared shared = writing(queue, "clear", site);
    shared.queue.clear();
    shared.published.clear();
    shared.setWord(0);
  }
}
