package dev.stele.explore;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What an exploration that found nothing wrong has covered. Its text says all of it.
 *
 * @param bound what was left out on request; empty if nothing was: then the exploration was
 *     complete, and only then has the model passed
 * @param executions how many schedules were run to their end
 * @param redundant how many were left midway, since nothing new could have followed
 * @param choicePoints how many steps were taken at which somebody was chosen, in all executions
 * @param tasks how many tasks there were at most in one execution, the model's own included
 * @param conflicts what tasks met at, at least one of them changing it: {@code Counter.value}
 * @param woven the classes that were woven, by name, and the SHA-256 of their original bytes in
 *     hexadecimal digits
 * @param replaced the types of the JDK for which a model stood, or that were taken as one step
 * @param backEnd on what the tasks ran
 */
public record Certificate(
    Optional<String> bound,
    long executions,
    long redundant,
    long choicePoints,
    int tasks,
    Set<String> conflicts,
    Map<String, String> woven,
    Set<String> replaced,
    String backEnd) {

  private static final int DIGEST_SHOWN = 16;

  /** Copies what can be changed. */
  public Certificate {
    conflicts = new TreeSet<>(conflicts);
    woven = new TreeMap<>(woven);
    replaced = new TreeSet<>(replaced);
  }

  /** Tells whether no schedule was left out. */
  public boolean isComplete() {
    return bound.isEmpty();
  }

  @Override
  public String toString() {
    StringBuilder text =
        new StringBuilder(bound.map(what -> "bounded by " + what).orElse("complete"));
    line(text, "executions", executions + ", and " + redundant + " left as redundant");
    line(text, "choice points", String.valueOf(choicePoints));
    line(text, "tasks", String.valueOf(tasks));
    line(text, "met at", String.join(", ", conflicts));
    line(text, "models for", replaced.isEmpty() ? "-" : String.join(", ", replaced));
    line(text, "run on", backEnd);
    woven.forEach((name, digest) ->
        line(text, "woven", name + " sha256:" + digest.substring(0, DIGEST_SHOWN) + "…"));
    return text.toString();
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(System.lineSeparator()).append("  ").append(name);
    text.append(" ".repeat(Math.max(1, 15 - name.length()))).append(value);
  }
}
