package dev.stele.bench;

import dev.stele.access.Checker;
import dev.stele.access.Domain;
import java.util.List;
import java.util.Random;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;

/**
 * Sixteen rules and who is asked about: rule n grants documents of kind n, up to the level of who
 * wants to read them.
 *
 * <p>Each rule is written by itself, as a user's would be, so that calling them meets sixteen
 * classes.
 */
final class AccessRules {

  /** How many rules there are, and the kind of document that none of them grants. */
  static final int COUNT = 16;

  /** How many documents there are; asked about one after the other, and round again. */
  static final int DOCUMENTS = 1_024;

  private static final int LEVELS = 10;

  private AccessRules() {}

  /** Who wants to read. */
  record Person(int number, int level) {}

  /**
   * What is to be read.
   *
   * @param mark a random number: the sum of the marks tells which were granted
   */
  record Document(int number, int kind, int level, long mark) {}

  /** May read up to a level that some documents are above. */
  static final Person PERSON = new Person(1, LEVELS / 2);

  static final Domain<Person, String, Document, String> DOMAIN = Domain.named("documents");

  static final String READ = "read";

  /** Which documents are asked about. */
  enum Mix {
    LAST("granted by the last policy", COUNT - 1, COUNT - 1, LEVELS / 2 + 1),
    NONE("granted by no policy", COUNT, COUNT, LEVELS),
    ANY("granted by any policy, or by none", 0, COUNT, LEVELS);

    final String title;
    private final int firstKind;
    private final int lastKind;
    private final int levels;

    Mix(String title, int firstKind, int lastKind, int levels) {
      this.title = title;
      this.firstKind = firstKind;
      this.lastKind = lastKind;
      this.levels = levels;
    }

    /** Returns the documents; the same each time. */
    List<Document> documents() {
      Random random = new Random(7);
      return IntStream.range(0, DOCUMENTS)
          .mapToObj(i ->
              new Document(
                  i,
                  random.nextInt(firstKind, lastKind + 1),
                  random.nextInt(levels),
                  random.nextLong()))
          .toList();
    }
  }

  private static boolean mayRead(Person person, Document document, int kind) {
    return document.kind() == kind && document.level() <= person.level();
  }

  /** The rules, bare. */
  static List<BiPredicate<Person, Document>> bare() {
    return List.of(
        (person, document) -> mayRead(person, document, 0),
        (person, document) -> mayRead(person, document, 1),
        (person, document) -> mayRead(person, document, 2),
        (person, document) -> mayRead(person, document, 3),
        (person, document) -> mayRead(person, document, 4),
        (person, document) -> mayRead(person, document, 5),
        (person, document) -> mayRead(person, document, 6),
        (person, document) -> mayRead(person, document, 7),
        (person, document) -> mayRead(person, document, 8),
        (person, document) -> mayRead(person, document, 9),
        (person, document) -> mayRead(person, document, 10),
        (person, document) -> mayRead(person, document, 11),
        (person, document) -> mayRead(person, document, 12),
        (person, document) -> mayRead(person, document, 13),
        (person, document) -> mayRead(person, document, 14),
        (person, document) -> mayRead(person, document, 15));
  }

  /** The rules, as a checker's policies. */
  static Checker<Person, String, Document, String> checker() {
    return DOMAIN
        .checker("documents")
        .add(DOMAIN.policy("0").when(q -> mayRead(q.subject(), q.resource(), 0)).allow())
        .add(DOMAIN.policy("1").when(q -> mayRead(q.subject(), q.resource(), 1)).allow())
        .add(DOMAIN.policy("2").when(q -> mayRead(q.subject(), q.resource(), 2)).allow())
        .add(DOMAIN.policy("3").when(q -> mayRead(q.subject(), q.resource(), 3)).allow())
        .add(DOMAIN.policy("4").when(q -> mayRead(q.subject(), q.resource(), 4)).allow())
        .add(DOMAIN.policy("5").when(q -> mayRead(q.subject(), q.resource(), 5)).allow())
        .add(DOMAIN.policy("6").when(q -> mayRead(q.subject(), q.resource(), 6)).allow())
        .add(DOMAIN.policy("7").when(q -> mayRead(q.subject(), q.resource(), 7)).allow())
        .add(DOMAIN.policy("8").when(q -> mayRead(q.subject(), q.resource(), 8)).allow())
        .add(DOMAIN.policy("9").when(q -> mayRead(q.subject(), q.resource(), 9)).allow())
        .add(DOMAIN.policy("10").when(q -> mayRead(q.subject(), q.resource(), 10)).allow())
        .add(DOMAIN.policy("11").when(q -> mayRead(q.subject(), q.resource(), 11)).allow())
        .add(DOMAIN.policy("12").when(q -> mayRead(q.subject(), q.resource(), 12)).allow())
        .add(DOMAIN.policy("13").when(q -> mayRead(q.subject(), q.resource(), 13)).allow())
        .add(DOMAIN.policy("14").when(q -> mayRead(q.subject(), q.resource(), 14)).allow())
        .add(DOMAIN.policy("15").when(q -> mayRead(q.subject(), q.resource(), 15)).allow())
        .build();
  }
}
