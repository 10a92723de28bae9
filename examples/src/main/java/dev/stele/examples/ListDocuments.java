package dev.stele.examples;

import dev.stele.access.AccessException;
import dev.stele.access.Bound;
import dev.stele.access.Candidates;
import dev.stele.access.Checker;
import dev.stele.access.Domain;
import dev.stele.access.Facts;
import dev.stele.access.Hydrator;
import dev.stele.access.Listing;
import dev.stele.access.Lookup;
import dev.stele.access.LookupCursor;
import dev.stele.access.Page;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A list shows what somebody may see, out of more than fits into memory: page by page, resumed by a
 * token, and never shorter than it should be without saying so.
 */
public final class ListDocuments {

  record Document(int number, String department, boolean isDraft) {}

  private static final Domain<String, String, Document, String> DOCUMENTS =
      Domain.named("documents");

  private static final Checker<String, String, Document, String> CHECKER =
      DOCUMENTS
          .checker("documents")
          .add(
              DOCUMENTS
                  .policy("of the department")
                  .when(q -> q.subject().startsWith(q.resource().department()))
                  .allow())
          .add(DOCUMENTS.policy("no drafts").resource(Document::isDraft).forbid())
          .build();

  /** A table with an index over departments; a document may go while a list is read. */
  static final class Table {

    private final NavigableMap<Integer, Document> rows = new TreeMap<>();

    /** Names numbers of documents of a department: more than may be seen, never fewer. */
    Candidates<Integer> numbers(Lookup.Request<? extends String, ?, ?> request) {
      int after = request.from().isStart() ? -1 : Integer.parseInt(request.from().token());
      List<Integer> numbers =
          rows.tailMap(after, false).values().stream()
              .filter(row -> request.subject().startsWith(row.department()))
              .map(Document::number)
              .limit(request.limit())
              .toList();
      return numbers.size() < request.limit()
          ? Candidates.last(numbers)
          : Candidates.of(numbers, new LookupCursor(numbers.getLast().toString()));
    }

    Map<Integer, Document> documents(List<Integer> numbers) {
      Map<Integer, Document> found = new HashMap<>(rows);
      found.keySet().retainAll(numbers);
      return found;
    }
  }

  private ListDocuments() {}

  /** One request for a page: what stands on it, and the token of the next one. */
  static Page<Document> page(Table table, String person, Optional<String> token) {
    Lookup<String, String, String, Integer> lookup = table::numbers;
    Hydrator<Integer, Document> hydrator = table::documents;
    return CHECKER
        .bind(Facts.none().session(), person, "read", "")
        .page(lookup, hydrator, token.map(LookupCursor::new).orElse(LookupCursor.START), 4);
  }

  /** Reads a list page by page, then as a whole, then one whose lookup goes round in circles. */
  public static void main(String[] arguments) {
    Table table = new Table();
    for (int number = 0; number < 20; number++) {
      String department = number % 2 == 0 ? "press" : "sales";
      table.rows.put(number, new Document(number, department, number % 3 == 0));
    }

    Optional<String> token = Optional.empty();
    do {
      Page<Document> page = page(table, "press/ann", token);
      token = page.next().map(LookupCursor::token);
      System.out.println(
          "page: "
              + page.granted().stream().map(Document::number).toList()
              + ", denied: "
              + page.denied()
              + token.map(text -> ", next: ?after=" + text).orElse(", the end"));
    } while (token.isPresent());

    Bound<String, String, Document, String> reading =
        CHECKER.bind(Facts.none().session(), "sales/bob", "read", "");
    Listing<Document> all = reading.list(table::numbers, table::documents, LookupCursor.START, 3);
    System.out.println("all: " + all.rest().granted().stream().map(Document::number).toList());

    try {
      reading
          .list(
              _ -> Candidates.of(List.of(1), new LookupCursor("here again")),
              table::documents,
              LookupCursor.START,
              3)
          .rest();
    } catch (AccessException.Paging e) {
      System.out.println("refused: " + e.error().getClass().getSimpleName());
    }
  }
}
