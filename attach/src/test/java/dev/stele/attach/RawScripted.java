package dev.stele.attach;

import java.util.ArrayList;
import java.util.List;

/** A producer without positions, driven by a test: it shows all that it has emitted. */
final class RawScripted implements RawProducer<List<Integer>, Integer> {

  private final List<Integer> emitted = new ArrayList<>();
  private final List<Inbox<Integer>> inboxes = new ArrayList<>();
  private Runnable beforeState = () -> {};

  void emit(int count) {
    for (int i = 0; i < count; i++) {
      int value = emitted.size();
      emitted.add(value);
      List.copyOf(inboxes).forEach(inbox -> inbox.offerNext(value));
    }
  }

  void end(End why) {
    List.copyOf(inboxes).forEach(inbox -> inbox.end(why));
  }

  void beforeState(Runnable action) {
    beforeState = action;
  }

  List<Integer> values() {
    return List.copyOf(emitted);
  }

  @Override
  public Subscription subscribe(Inbox<Integer> inbox) {
    inboxes.add(inbox);
    return () -> inboxes.remove(inbox);
  }

  @Override
  public List<Integer> state() {
    beforeState.run();
    return List.copyOf(emitted);
  }
}
