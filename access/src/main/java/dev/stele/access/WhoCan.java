package dev.stele.access;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Prints who can do what, of each subject, action and resource of a small domain: to be read, and
 * to be kept beside a test that compares it.
 *
 * <p>A table an action, a line a subject, a column a resource; in it {@code yes}, {@code no},
 * {@code veto}, or {@code open} where a policy that matters could not tell. Each table is decided
 * in a session of its own. Not safe for several threads.
 *
 * @param <S> the type of subjects
 * @param <A> the type of actions
 * @param <R> the type of resources
 * @param <C> the type of contexts
 */
public final class WhoCan<S, A, R, C> {

  private final Checker<S, A, R, C> checker;
  private final Facts facts;
  private final C context;
  private List<? extends S> subjects = List.of();
  private List<? extends A> actions = List.of();
  private List<? extends R> resources = List.of();
  private Function<? super S, String> subjectName = String::valueOf;
  private Function<? super A, String> actionName = String::valueOf;
  private Function<? super R, String> resourceName = String::valueOf;

  private WhoCan(Checker<S, A, R, C> checker, Facts facts, C context) {
    this.checker = checker;
    this.facts = facts;
    this.context = context;
  }

  /** Begins a table of what a checker decides, in one context. */
  public static <S, A, R, C> WhoCan<S, A, R, C> of(
      Checker<S, A, R, C> checker, Facts facts, C context) {
    return new WhoCan<>(checker, facts, context);
  }

  /** Says which subjects there are, and what they are called. */
  public WhoCan<S, A, R, C> subjects(List<? extends S> all, Function<? super S, String> name) {
    subjects = List.copyOf(all);
    subjectName = name;
    return this;
  }

  /** Says which actions there are, and what they are called. */
  public WhoCan<S, A, R, C> actions(List<? extends A> all, Function<? super A, String> name) {
    actions = List.copyOf(all);
    actionName = name;
    return this;
  }

  /** Says which resources there are, and what they are called. */
  public WhoCan<S, A, R, C> resources(List<? extends R> all, Function<? super R, String> name) {
    resources = List.copyOf(all);
    resourceName = name;
    return this;
  }

  /** Returns the tables as text: lines without trailing blanks, each ended by a line feed. */
  public String format() {
    StringBuilder text = new StringBuilder();
    for (A action : actions) {
      List<List<String>> rows = new ArrayList<>();
      List<String> head = new ArrayList<>(List.of(actionName.apply(action)));
      resources.forEach(resource -> head.add(resourceName.apply(resource)));
      rows.add(head);
      Session session = facts.session();
      for (S subject : subjects) {
        List<String> row = new ArrayList<>(List.of(subjectName.apply(subject)));
        checker.bind(session, subject, action, context).evaluate(resources).stream()
            .map(WhoCan::cell)
            .forEach(row::add);
        rows.add(row);
      }
      text.append(text.isEmpty() ? "" : "\n");
      append(text, rows);
    }
    return text.toString();
  }

  private static String cell(Decision decision) {
    return switch (decision) {
      case Decision.Granted _ -> "yes";
      case Decision.Denied denied ->
          switch (denied.cause()) {
            case VETO -> "veto";
            case INDETERMINATE -> "open";
            case NO_GRANT, NO_POLICIES -> "no";
          };
    };
  }

  private static void append(StringBuilder text, List<List<String>> rows) {
    int[] widths = new int[rows.getFirst().size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
  }

  @Override
  public String toString() {
    return format();
  }
}
