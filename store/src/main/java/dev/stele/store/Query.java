package dev.stele.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which events of a scope matter to a decision: those that match one of its items (a <em>dynamic
 * consistency boundary</em>).
 *
 * @param items 1 to 64
 */
public record Query(List<Item> items) {

  private static final int ITEMS_MAX = 64;

  /**
   * Matches an event of one of the types that has all of the tags.
   *
   * @param types any type if empty
   * @param tags no tag needed if empty; types and tags are not both empty
   */
  public record Item(Set<String> types, Set<String> tags) {

    /** Checks and copies both. */
    public Item {
      types = NewEvent.checkedTypes(types);
      tags = NewEvent.checkedTags(tags);
      if (types.isEmpty() && tags.isEmpty()) {
        throw new IllegalArgumentException("query item must have a type or a tag, got none");
      }
    }

    boolean matches(String type, Set<String> eventTags) {
      return (types.isEmpty() || types.contains(type)) && eventTags.containsAll(tags);
    }
  }

  /** Checks the number of items. */
  public Query {
    items = List.copyOf(items);
    if (items.isEmpty() || items.size() > ITEMS_MAX) {
      throw new IllegalArgumentException(
          "query must have 1 to " + ITEMS_MAX + " items, got: " + items.size());
    }
  }

  /** Returns a query for events that have all of these tags, of whatever type. */
  public static Query tagged(String... tags) {
    return new Query(List.of(new Item(Set.of(), new TreeSet<>(List.of(tags)))));
  }

  /** Returns a query for events of one of these types. */
  public static Query ofTypes(String... types) {
    return new Query(List.of(new Item(new TreeSet<>(List.of(types)), Set.of())));
  }

  /** Returns a query for the events that match this one or another. */
  public Query or(Query other) {
    List<Item> all = new ArrayList<>(items);
    all.addAll(other.items);
    return new Query(all);
  }

  boolean matches(String type, Set<String> tags) {
    return items.stream().anyMatch(item -> item.matches(type, tags));
  }
}
