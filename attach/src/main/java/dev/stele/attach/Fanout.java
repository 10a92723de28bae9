package dev.stele.attach;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Many inboxes behind one producer, each under the topics that concern it: an item costs what the
 * inboxes under its topics cost, however many others there are. For those who write producers.
 *
 * <p>Items are published one after the other; subscribing and its end are safe for any thread.
 */
public final class Fanout<T> {

  /**
   * Whoever is there is asked for each item; replaced as a whole, so that publishing takes no lock.
   */
  private final Map<Object, List<Member<T>>> topics = new ConcurrentHashMap<>();

  private volatile @Nullable End end;

  /** One under its topics; nobody equals it but itself. */
  private static final class Member<T> {
    private final Inbox<T> inbox;
    private final Predicate<? super T> wanted;

    Member(Inbox<T> inbox, Predicate<? super T> wanted) {
      this.inbox = inbox;
      this.wanted = wanted;
    }
  }

  /**
   * Adds an inbox: it is offered each item that is published from when this returns.
   *
   * @param under topics, at least one, told apart by {@code equals}
   * @param wanted which of these items; called on the publishing thread
   */
  public Subscription add(Inbox<T> inbox, Collection<?> under, Predicate<? super T> wanted) {
    Member<T> member = new Member<>(inbox, wanted);
    List<?> concerned = List.copyOf(new LinkedHashSet<>(under));
    if (concerned.isEmpty()) {
      throw new IllegalArgumentException("topics must be at least one, got: none");
    }
    for (Object topic : concerned) {
      topics.merge(topic, List.of(member), Fanout::joined);
    }
    End over = end;
    if (over != null) {
      inbox.end(over);
    }
    return () -> concerned.forEach(topic -> leave(topic, member));
  }

  private void leave(Object topic, Member<T> member) {
    topics.computeIfPresent(topic, (_, all) -> without(all, member));
  }

  /**
   * Offers an item to all under a topic; an inbox that was offered it already leaves it out. If
   * what a consumer gave along (a predicate, a key) throws, that consumer's inbox ends with it. An
   * inbox that has ended is forgotten.
   */
  public void publish(Item<T> item, Object topic) {
    for (Member<T> member : topics.getOrDefault(topic, List.of())) {
      try {
        if (member.wanted.test(item.value())
            && !member.inbox.offer(item.position(), item.value())) {
          leave(topic, member);
        }
      } catch (RuntimeException | Error e) { // Of one consumer's own: the others go on.
        member.inbox.end(new End.Failed(e));
        leave(topic, member);
      }
    }
  }

  /** Tells whether nobody is there. */
  public boolean isEmpty() {
    return topics.isEmpty();
  }

  /**
   * Ends all that are there, and all that come. Of several ends that counts which an inbox takes.
   */
  public void end(End why) {
    end = Inbox.first(end, why);
    for (List<Member<T>> members : topics.values()) {
      for (Member<T> member : members) {
        member.inbox.end(why);
      }
    }
  }

  private static <T> List<Member<T>> joined(List<Member<T>> some, List<Member<T>> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }

  private static <T> @Nullable List<Member<T>> without(List<Member<T>> all, Member<T> member) {
    List<Member<T>> rest = all.stream().filter(one -> !one.equals(member)).toList();
    return rest.isEmpty() ? null : rest;
  }
}
