package dev.stele.explore;

import java.lang.reflect.Array;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The variables that an execution has met, made when they are met first: fields of objects, static
 * fields, elements of arrays, and objects that count as one variable each.
 */
@SuppressWarnings("ReferenceEquality") // Identity is what this is about.
final class Memory {

  private final Execution execution;
  private final IdentityTable table = new IdentityTable();

  /** The object of the last access: the next one is often of the same. */
  private @Nullable Object lastOwner;

  private Fields lastFields = new Fields();

  /** What was touched by the operation that is carried out right now, until its result is known. */
  @Nullable Touched touched;

  Memory(Execution execution) {
    this.execution = execution;
  }

  /** A variable and the operation on it. */
  record Touched(Cell cell, VariableOp op) {}

  /** Returns a field of an object; of none, if it is static. */
  Cell field(@Nullable Object owner, FieldKey key) {
    if (key.isStatic() || owner == null) {
      Object known = table.find(key, Cell.class);
      return known != null ? (Cell) known : add(key, new Cell(execution, key.kind(), null, ""));
    }
    return fields(owner).cell(execution, owner, key);
  }

  private Fields fields(Object owner) {
    if (owner == lastOwner) {
      return lastFields;
    }
    Object known = table.find(owner, Fields.class);
    Fields fields;
    if (known == null) {
      fields = new Fields();
      table.add(owner, Fields.class, fields);
    } else {
      fields = (Fields) known;
    }
    lastOwner = owner;
    lastFields = fields;
    return fields;
  }

  /** Returns an element of an array, or of an object that acts as one; its index is in range. */
  Cell element(Object array, int index) {
    Object known = table.find(array, Elements.class);
    Elements elements;
    if (known == null) {
      elements = new Elements(execution, array);
      table.add(array, Elements.class, elements);
    } else {
      elements = (Elements) known;
    }
    return elements.cell(index);
  }

  /** Returns an object as a variable of its own: an AtomicInteger, a HashMap. */
  Cell object(Object object) {
    Object known = table.find(object, Cell.class);
    return known != null
        ? (Cell) known
        : add(object, new Cell(execution, object.getClass().getSimpleName(), object, ""));
  }

  /** Returns the object that another one shows in another way; itself, if it shows none. */
  Object shownBy(Object object) {
    return shown(object).shown;
  }

  /** Returns the object whose monitor guards a synchronized one: itself, unless it is a view. */
  Object mutexOf(Object object) {
    return shown(object).mutex;
  }

  private Shown shown(Object object) {
    Object known = table.find(object, Shown.class);
    if (known != null) {
      return (Shown) known;
    }
    Shown shown =
        EarlyViews.find(object)
            .map(view -> new Shown(view.shown(), view.mutex()))
            .orElseGet(() -> new Shown(object, object));
    table.add(object, Shown.class, shown);
    return shown;
  }

  /** From now on, an object shows another one, and the monitor of a third guards it. */
  void show(Object object, Object shown, Object mutex) {
    Object known = table.find(object, Shown.class);
    if (known == null) {
      table.add(object, Shown.class, new Shown(shown, mutex));
    }
  }

  private record Shown(Object shown, Object mutex) {}

  private Cell add(Object key, Cell cell) {
    table.add(key, Cell.class, cell);
    return cell;
  }

  /** The fields of one object: so few of them that looking at each is the fastest. */
  private static final class Fields {

    private int[] numbers = new int[2];
    private @Nullable Cell[] cells = new @Nullable Cell[2];

    Cell cell(Execution execution, Object owner, FieldKey key) {
      int number = key.number();
      for (int i = 0; i < cells.length; i++) {
        Cell cell = cells[i];
        if (cell == null) {
          return add(i, number, new Cell(execution, key.kind(), owner, key.name()));
        }
        if (numbers[i] == number) {
          return cell;
        }
      }
      int end = cells.length;
      cells = Arrays.copyOf(cells, 2 * end);
      numbers = Arrays.copyOf(numbers, 2 * end);
      return add(end, number, new Cell(execution, key.kind(), owner, key.name()));
    }

    private Cell add(int at, int number, Cell cell) {
      numbers[at] = number;
      cells[at] = cell;
      return cell;
    }
  }

  /** The elements of one array, in pages: long arrays are touched in few places. */
  private static final class Elements {

    private static final int PAGE = 64;

    private final Execution execution;
    private final Object array;
    private final String kind;
    private @Nullable Cell[] @Nullable [] pages = new @Nullable Cell[1][];

    Elements(Execution execution, Object array) {
      this.execution = execution;
      this.array = array;
      this.kind = kindOf(array);
    }

    Cell cell(int index) {
      int number = index / PAGE;
      if (number >= pages.length) {
        pages = Arrays.copyOf(pages, Math.max(number + 1, 2 * pages.length));
      }
      @Nullable Cell[] page = pages[number];
      if (page == null) {
        page = new @Nullable Cell[Math.min(PAGE, Math.max(length() - number * PAGE, 1))];
        pages[number] = page;
      }
      Cell cell = page[index % PAGE];
      if (cell == null) {
        cell = new Cell(execution, kind, array, index);
        page[index % PAGE] = cell;
      }
      return cell;
    }

    private int length() {
      return array.getClass().isArray() ? Array.getLength(array) : Integer.MAX_VALUE;
    }

    private static String kindOf(Object array) {
      String type = array.getClass().getSimpleName();
      return array.getClass().isArray() ? type : type + "[]";
    }
  }
}
