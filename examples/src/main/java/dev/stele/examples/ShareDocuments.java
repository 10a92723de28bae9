package dev.stele.examples;

import dev.stele.access.Bound;
import dev.stele.access.Checker;
import dev.stele.access.Decision;
import dev.stele.access.Domain;
import dev.stele.access.FactSource;
import dev.stele.access.FactType;
import dev.stele.access.Facts;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Documents are shared with people and groups, groups are in groups, documents in folders: may she
 * read it? The policies are written for one document, and ask for many at once.
 */
public final class ShareDocuments {

  // @start region="policies"
  record Document(String id, boolean isSecret) {}

  enum Action {
    READ,
    EDIT
  }

  static final Domain<String, Action, Document, String> DOCUMENTS = Domain.named("documents");

  // What must be known of the world; where it comes from is said once, below.
  static final FactType<String, Set<String>> GROUPS_OF = FactType.named("groups of");
  static final FactType<String, Set<String>> FOLDERS_OF = FactType.named("folders of");
  static final FactType<String, Set<String>> READERS_OF = FactType.named("readers of");

  static final Checker<String, Action, Document, String> CHECKER =
      DOCUMENTS
          .checker("documents")
          .add(
              DOCUMENTS
                  .relationship("reader", person -> person, Document::id)
                  .when(question -> question.action() == Action.READ)
                  .heldBy(READERS_OF)
                  .through(GROUPS_OF, 5)
                  .within(FOLDERS_OF, 5)
                  .allow())
          .add(
              DOCUMENTS
                  .policy("no secrets from home")
                  .resource(Document::isSecret)
                  .context("home"::equals)
                  .forbid())
          .build();

  // @end

  /** The tables of an application, each read with one query for all that is asked. */
  static final class Tables {

    private final Map<String, Set<String>> groups =
        Map.of("ann", Set.of("press"), "bob", Set.of("sales"), "press", Set.of("staff"));
    private final Map<String, Set<String>> folders =
        Map.of(
            "price list",
            Set.of("shop"),
            "menu",
            Set.of("shop"),
            "shop",
            Set.of("house"),
            "salaries",
            Set.of("safe"));
    private final Map<String, Set<String>> readers =
        new HashMap<>(Map.of("house", Set.of("staff"), "price list", Set.of("bob")));
    private boolean isDown;

    Facts facts() {
      return Facts.builder()
          .with(GROUPS_OF, FactSource.of(keys -> select(groups, "groups", keys)))
          .with(FOLDERS_OF, FactSource.of(keys -> select(folders, "folders", keys)))
          .with(READERS_OF, FactSource.of(keys -> select(readers, "readers", keys)))
          .build();
    }

    private Map<String, Set<String>> select(
        Map<String, Set<String>> table, String name, Collection<String> keys) {
      if (isDown) {
        throw new IllegalStateException("no connection to the table of " + name);
      }
      Map<String, Set<String>> found = new HashMap<>(table);
      found.keySet().retainAll(keys);
      return found;
    }
  }

  private static final List<Document> ALL =
      List.of(
          new Document("price list", false),
          new Document("menu", true),
          new Document("salaries", true));

  private ShareDocuments() {}

  private static void show(Facts facts, String person, String place) {
    Bound<String, Action, Document, String> reading =
        CHECKER.bind(facts.session(), person, Action.READ, place); // One session for a request.
    List<String> granted = reading.filter(ALL).stream().map(Document::id).toList();
    System.out.println(person + " at " + place + " reads " + granted);
  }

  /** Asks for several people, then why not, then while the tables are gone. */
  public static void main(String[] arguments) {
    Tables tables = new Tables();
    Facts facts = tables.facts();
    show(facts, "ann", "work"); // In the press, which is staff, which reads the house.
    show(facts, "ann", "home");
    show(facts, "bob", "work");

    // @start region="check"
    Decision decision =
        CHECKER
            .bind(facts.session(), "ann", Action.READ, "home")
            .traced()
            .check(new Document("menu", true));
    System.out.println(decision.summary());
    // @end
    System.out.print(decision.trace().orElseThrow().format());

    tables.isDown = true;
    System.out.println(
        CHECKER
            .bind(facts.session(), "ann", Action.READ, "work")
            .check(new Document("menu", true))
            .summary());
  }
}
