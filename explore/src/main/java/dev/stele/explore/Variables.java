package dev.stele.explore;

import java.lang.reflect.Array;
import org.jspecify.annotations.Nullable;

/**
 * What woven code calls before it reads or writes a variable. The access itself follows, on the
 * real object, before the task does anything else.
 */
final class Variables {

  private static final String READ = "read";
  private static final String WRITE = "write";
  private static final String INITIALISER = "<clinit>";

  private Variables() {}

  static void beforeGet(FieldKey key, boolean isVolatile, @Nullable Object owner, Site site) {
    if (owner == null && !key.isStatic()) {
      return; // The instruction itself throws.
    }
    Execution execution = Execution.current();
    Cell cell = execution.memory().field(owner, key);
    if (isVolatile) {
      read(execution, cell, Access.VOLATILE_READ, site);
    } else {
      cell.readPlainly(READ, site);
    }
  }

  /**
   * Before a field is written. What the initialiser of a class writes to static fields is ordered
   * before all that use the class, and no access.
   */
  static void beforePut(FieldKey key, boolean isVolatile, @Nullable Object owner, Site site) {
    if ((owner == null && !key.isStatic())
        || (key.isStatic() && site.method().equals(INITIALISER))) {
      return;
    }
    Execution execution = Execution.current();
    Cell cell = execution.memory().field(owner, key);
    if (isVolatile) {
      write(execution, cell, Access.VOLATILE_WRITE, site);
    } else {
      writePlainly(execution, cell, WRITE, site);
    }
  }

  static void beforeElement(@Nullable Object array, int index, boolean isWriting, Site site) {
    if (array == null || index < 0 || index >= Array.getLength(array)) {
      return;
    }
    Execution execution = Execution.current();
    Cell cell = execution.memory().element(array, index);
    if (isWriting) {
      writePlainly(execution, cell, WRITE, site);
    } else {
      cell.readPlainly(READ, site);
    }
  }

  /** Before many elements of an array are read, or all written, by a method of the JDK. */
  static void beforeElements(
      @Nullable Object array, int from, int count, boolean isWriting, String verb, Site site) {
    if (array == null || from < 0 || count < 0 || count > Array.getLength(array) - from) {
      return;
    }
    Execution execution = Execution.current();
    for (int i = from; i < from + count; i++) {
      Cell cell = execution.memory().element(array, i);
      if (isWriting) {
        writePlainly(execution, cell, verb, site);
      } else {
        cell.readPlainly(verb, site);
      }
    }
  }

  /** In place of {@link System#arraycopy}. */
  @SuppressWarnings("SuspiciousSystemArraycopy")
  static void arraycopy(
      Object source, int sourceFrom, Object target, int targetFrom, int count, Site site) {
    if (source != null && target != null && target.getClass().isArray()) {
      if (source.getClass().isArray() && fits(target, targetFrom, count)) {
        beforeElements(source, sourceFrom, count, false, "arraycopy from", site);
      }
      if (source.getClass().isArray() && fits(source, sourceFrom, count)) {
        beforeElements(target, targetFrom, count, true, "arraycopy to", site);
      }
    }
    System.arraycopy(source, sourceFrom, target, targetFrom, count);
  }

  private static boolean fits(Object array, int from, int count) {
    return from >= 0 && count >= 0 && count <= Array.getLength(array) - from;
  }

  /** Before an array is cloned. */
  static void beforeClone(@Nullable Object array, Site site) {
    if (array != null && array.getClass().isArray()) {
      beforeElements(array, 0, Array.getLength(array), false, "clone", site);
    }
  }

  /** Notes what a volatile access has read or written. Not for plain ones: they are no steps. */
  static void after(@Nullable Object value) {
    Execution.current().note(value);
  }

  // --- For whatever stands for a variable
  // -----------------------------------------------------------------

  static void writePlainly(Execution execution, Cell cell, String verb, Site site) {
    execution.running().spin.reset(); // A loop that writes may be one that counts its turns.
    cell.writePlainly(verb, site);
  }

  /** Reads a variable in any mode: on return, the value can be read. */
  static void read(Execution execution, Cell cell, Access access, Site site) {
    if (access.read() == Mode.PLAIN) {
      cell.readPlainly(access.verb(), site);
      return;
    }
    Spin spin = execution.running().spin;
    if (spin.isFruitless(cell, site, execution.limits().spinTurnsMax())) {
      execution.visible(spin.await(cell, site));
    } else {
      execution.visible(new VariableOp(access, site, cell));
    }
    spin.note(cell, site);
    cell.readAtomically(access, site);
  }

  /** Writes a variable in any mode: on return, the value can be written. */
  static void write(Execution execution, Cell cell, Access access, Site site) {
    if (access.write() == Mode.PLAIN) {
      writePlainly(execution, cell, access.verb(), site);
    } else {
      update(execution, cell, access, site);
    }
  }

  /** Reads and writes a variable in one step: on return, this can be done. */
  static void update(Execution execution, Cell cell, Access access, Site site) {
    VariableOp op = new VariableOp(access, site, cell);
    execution.running().spin.reset();
    execution.visible(op);
    cell.writeAtomically(op);
  }

  /**
   * Compares a variable, and perhaps writes it: on return, this can be done. Then {@link #compared}
   * must be told of the outcome.
   */
  static void compare(Execution execution, Cell cell, Access access, Site site) {
    Spin spin = execution.running().spin;
    if (spin.isFruitless(cell, site, execution.limits().spinTurnsMax())) {
      execution.visible(spin.await(cell, site));
      spin.reset();
    }
    VariableOp op = new VariableOp(access, site, cell);
    execution.visible(op);
    execution.memory().touched = new Memory.Touched(cell, op);
  }

  /** Tells whether what was compared was as expected, and so has been written. */
  static void compared(boolean isWritten) {
    Execution execution = Execution.current();
    Memory.Touched touched = execution.memory().touched;
    if (touched == null) {
      return;
    }
    execution.memory().touched = null;
    if (isWritten) {
      execution.running().spin.reset();
      touched.cell().writeAtomically(touched.op());
    } else {
      touched.op().isFailed = true;
      execution.running().spin.note(touched.cell(), touched.op().site);
      touched.cell().readAtomically(touched.op());
    }
  }

  /** Does what an access asks for before its value is read or written. */
  static void before(Execution execution, Cell cell, Access access, Site site) {
    switch (access.kind()) {
      case READ -> read(execution, cell, access, site);
      case WRITE -> write(execution, cell, access, site);
      case UPDATE -> update(execution, cell, access, site);
      case COMPARE_AND_SET, COMPARE_AND_EXCHANGE -> compare(execution, cell, access, site);
      default -> throw new IllegalStateException("unknown kind of access: " + access);
    }
  }
}
