package dev.stele.proving;

/**
 * A variant of one production class with one change, and the test that must fail on it.
 *
 * @param name what the variant does wrong, in a few words
 * @param room the room of the class
 * @param type its simple name; the source file has the same
 * @param find the text that is changed, which must stand in the source exactly once
 * @param replacement what stands there instead
 * @param test the test that must fail with an assertion, as {@code Class#method}, in the package of
 *     {@code testRoom}
 * @param testRoom the room of the test
 */
record Mutant(
    String name,
    String room,
    String type,
    String find,
    String replacement,
    String test,
    String testRoom) {

  /** Makes a variant of a class whose test is in the same room. */
  static Mutant of(String name, String roomAndType, String find, String replacement, String test) {
    String[] parts = roomAndType.split("/", 2);
    return new Mutant(name, parts[0], parts[1], find, replacement, test, parts[0]);
  }

  /** Returns this variant, to be caught by a test of another room. */
  Mutant caughtIn(String other) {
    return new Mutant(name, room, type, find, replacement, test, other);
  }

  String testClass() {
    return "dev.stele." + testRoom + "." + test.substring(0, test.indexOf('#'));
  }

  String testMethod() {
    return test.substring(test.indexOf('#') + 1);
  }

  @Override
  public String toString() {
    return name + " (" + room + "/" + type + "), caught by " + test;
  }
}
