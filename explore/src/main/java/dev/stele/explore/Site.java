package dev.stele.explore;

/**
 * A place in a source.
 *
 * @param type the binary name of the class
 * @param line 0 if the class file does not say
 */
record Site(String type, String method, int line) {

  /** Where no source stands behind an operation: the beginning of a task, for example. */
  static final Site NONE = new Site("", "", 0);

  @Override
  public String toString() {
    if (type.isEmpty()) {
      return "-";
    }
    String simple = type.substring(type.lastIndexOf('.') + 1);
    int nested = simple.indexOf('$');
    String file = nested > 0 ? simple.substring(0, nested) : simple;
    return simple + "." + method + "(" + file + ".java" + (line > 0 ? ":" + line : "") + ")";
  }
}
