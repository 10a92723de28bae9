package dev.stele.store;

/**
 * The address of a stream: both parts are its identity.
 *
 * <p>The scope is the unit of tenancy: keys, conditions and batches stay inside one. The entity may
 * have parts between colons, {@code order:17:line:3}; {@link Region#below} finds what lies below
 * one.
 *
 * @param scope 1 to 512 bytes of UTF-8 without control characters
 * @param entity 1 to 512 bytes of UTF-8 without control characters; those that begin with {@value
 *     #RESERVED_ENTITIES} are the store's own
 */
public record Coordinate(String scope, String entity) {

  /** What the entities of the store itself begin with; nobody else may append to them. */
  public static final String RESERVED_ENTITIES = "stele:";

  /** Checks both parts. */
  public Coordinate {
    Texts.require("scope", scope, Texts.NAME_BYTES_MAX);
    Texts.require("entity", entity, Texts.NAME_BYTES_MAX);
  }

  /** Returns the address of an entity in a scope. */
  public static Coordinate of(String scope, String entity) {
    return new Coordinate(scope, entity);
  }

  boolean isReserved() {
    return entity.startsWith(RESERVED_ENTITIES);
  }

  /** Returns scope and entity with a slash between them, for people. */
  @Override
  public String toString() {
    return scope + "/" + entity;
  }
}
