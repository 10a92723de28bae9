package dev.stele.store;

import java.util.Map;

/**
 * Judges appends before they are decided. Runs on the caller's thread, in the store's own path, so
 * that nothing gets round it; see {@link Append#bypassingGates}.
 *
 * <p>A gate that throws denies. Its verdict counts after the idempotency key and before anything
 * that is expected of streams: a repeated append is answered with its receipt, whatever a gate says
 * now.
 */
public interface Gate {

  /** What a gate says. */
  sealed interface Verdict {

    /** It may pass. */
    record Permit() implements Verdict {}

    /**
     * It may not.
     *
     * @param code a short word for why
     * @param explanation for people
     * @param details facts, which are kept if denials are recorded
     */
    record Deny(String code, String explanation, Map<String, String> details) implements Verdict {

      /** Copies the details. */
      public Deny {
        details = Map.copyOf(details);
      }
    }

    /** Returns leave to pass. */
    static Verdict permit() {
      return new Permit();
    }

    /** Returns a denial. */
    static Verdict deny(String code, String explanation) {
      return new Deny(code, explanation, Map.of());
    }
  }

  /** Returns its name, which denials carry. */
  String name();

  /**
   * Judges an append; any number of threads may call. It may read the store; it must not append to
   * it, since the append that it judges has its place in the queue already.
   */
  Verdict judge(Append append);
}
