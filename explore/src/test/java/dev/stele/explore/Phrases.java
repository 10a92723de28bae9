package dev.stele.explore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntBinaryOperator;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Code of many shapes: expressions and calls. Each has a text as its outcome, as in {@link Shapes}.
 */
@SuppressWarnings({
  "all",
  "lossy-conversions",
  "fallthrough",
  "finally",
  "try",
  "serial",
  "static",
  "cast"
})
final class Phrases {

  static final List<String> NAMES =
      List.of(
          "patterns",
          "concatenation",
          "lambdas",
          "references",
          "generics",
          "collections",
          "varHandles",
          "nulls",
          "nestedTry",
          "texts",
          "streams",
          "supers",
          "hosts",
          "initialisers",
          "bounds");

  private Phrases() {}

  static String run(String name) throws Exception {
    return switch (name) {
      case "patterns" -> patterns();
      case "concatenation" -> concatenation();
      case "lambdas" -> lambdas();
      case "references" -> references();
      case "generics" -> generics();
      case "collections" -> collections();
      case "varHandles" -> varHandles();
      case "nulls" -> nulls();
      case "nestedTry" -> nestedTry();
      case "texts" -> texts();
      case "streams" -> streams();
      case "supers" -> supers();
      case "hosts" -> hosts();
      case "initialisers" -> initialisers();
      case "bounds" -> bounds();
      default -> throw new IllegalArgumentException(name);
    };
  }

  sealed interface Form {}

  record Circle(double r) implements Form {}

  record Square(Shapes.Point corner, int side) implements Form {}

  static String patterns() {
    StringBuilder out = new StringBuilder();
    for (Form form : List.of(new Circle(2), new Square(new Shapes.Point(1), 3), new Circle(9))) {
      out.append(
          switch (form) {
            case Circle(double r) when r > 5 -> "big";
            case Circle c -> "c" + c.r();
            case Square(Shapes.Point(int x, long y, var names), int side) ->
                x + y + side + names.get(0);
          });
    }
    Object o = 5;
    if (o instanceof Integer i && i > 3) {
      out.append(i);
    }
    return out.toString();
  }

  static String concatenation() {
    String none = null;
    char[] chars = {'x'};
    StringBuilder built = new StringBuilder("b");
    return "a"
        + 1
        + 2L
        + 3f
        + 4d
        + 'c'
        + true
        + none
        + chars[0]
        + built
        + new Shapes.Point(1)
        + List.of(2)
        + (byte) 3;
  }

  static String lambdas() {
    int base = 3;
    int[] cell = {0};
    IntBinaryOperator op = (a, b) -> a * b + base;
    Runnable run = () -> cell[0] += op.applyAsInt(2, cell[0]);
    run.run();
    run.run();
    Function<Integer, Function<Integer, Long>> curried = a -> b -> (long) a * b * cell[0];
    Supplier<Supplier<String>> nested = () -> () -> "deep" + cell[0];
    return cell[0] + " " + curried.apply(2).apply(3) + nested.get().get();
  }

  private int hidden = 1;

  private String bound(String text) {
    return text + hidden;
  }

  static String references() {
    List<String> sink = new ArrayList<>();
    Function<String, Boolean> add = sink::add;
    add.apply("one");
    Supplier<List<String>> maker = ArrayList::new;
    IntFunction<int[]> array = int[]::new;
    Function<String, Integer> length = String::length;
    BiFunction<String, String, Boolean> same = String::equals;
    Function<String, Integer> parse = Integer::parseInt;
    Function<Integer, Shapes.Point> made = Shapes.Point::new;
    Function<String, String> bound = new Phrases()::bound;
    Supplier<Object> own = sink::size;
    Runnable clear = sink::clear;
    Object before = own.get();
    clear.run();
    List<String> other = maker.get();
    other.add("x");
    return before
        + " "
        + sink
        + other
        + array.apply(3).length
        + length.apply("four")
        + same.apply("a", "a")
        + parse.apply("12")
        + made.apply(2)
        + bound.apply("b");
  }

  static class Box<T extends Comparable<T>> implements Comparable<Box<T>>, Iterable<T> {
    T value;

    Box(T value) {
      this.value = value;
    }

    @Override
    public int compareTo(Box<T> other) {
      return value.compareTo(other.value);
    }

    @Override
    public Iterator<T> iterator() {
      return List.of(value, value).iterator();
    }
  }

  static String generics() {
    List<Box<Integer>> boxes = new ArrayList<>(List.of(new Box<>(3), new Box<>(1), new Box<>(2)));
    boxes.sort(null);
    int sum = 0;
    for (Box<Integer> box : boxes) {
      for (int one : box) {
        sum = sum * 10 + one;
      }
    }
    return sum + " " + boxes.get(0).value;
  }

  static String collections() {
    Map<String, List<Integer>> map = new HashMap<>();
    map.computeIfAbsent("a", _ -> new ArrayList<>()).add(1);
    map.computeIfAbsent("a", _ -> new ArrayList<>()).add(2);
    map.merge("b", new ArrayList<>(List.of(3)), (x, y) -> x);
    List<Integer> copy = new ArrayList<>(map.get("a"));
    copy.addAll(map.get("b"));
    copy.removeIf(one -> one == 2);
    Iterator<Integer> it = copy.iterator();
    int sum = 0;
    while (it.hasNext()) {
      sum += it.next();
      it.remove();
    }
    return map + " " + sum + copy + map.entrySet().iterator().next().getValue();
  }

  static class Handled {
    private static final VarHandle N;
    private static final VarHandle J = field("j", long.class);
    private static final VarHandle ELEMENTS = MethodHandles.arrayElementVarHandle(long[].class);

    static {
      try {
        N = MethodHandles.lookup().findVarHandle(Handled.class, "n", int.class);
      } catch (ReflectiveOperationException e) {
        throw new ExceptionInInitializerError(e);
      }
    }

    private volatile int n;
    private volatile long j;

    private static VarHandle field(String name, Class<?> type) {
      try {
        return MethodHandles.lookup().findVarHandle(Handled.class, name, type);
      } catch (ReflectiveOperationException e) {
        throw new ExceptionInInitializerError(e);
      }
    }
  }

  static String varHandles() {
    Handled o = new Handled();
    boolean set = Handled.N.compareAndSet(o, 0, 4);
    int old = (int) Handled.N.getAndAdd(o, 3);
    Handled.J.setRelease(o, 5L);
    long j = (long) Handled.J.getAcquire(o);
    long[] array = new long[2];
    Handled.ELEMENTS.setOpaque(array, 1, 6L);
    long exchanged = (long) Handled.ELEMENTS.compareAndExchange(array, 1, 6L, 8L);
    VarHandle.fullFence();
    return set + " " + old + o.n + j + o.j + exchanged + array[1];
  }

  static String nulls() {
    StringBuilder out = new StringBuilder();
    Shapes.Fields none = null;
    int[] noArray = null;
    List<String> noList = null;
    Runnable[] all = {
      () -> none.i = 1,
      () -> out.append(none.j),
      () -> noArray[0] = 1,
      () -> out.append(noArray[1]),
      () -> noList.size(),
      () -> {
        synchronized (noList) {
          out.append("in");
        }
      },
      () -> out.append(new int[1][0].length + new int[1][-1 + 0 * out.length()].length),
    };
    for (Runnable one : all) {
      try {
        one.run();
      } catch (RuntimeException e) {
        out.append(e.getClass().getSimpleName()).append(' ');
      }
    }
    return out.toString();
  }

  static String nestedTry() {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < 3; i++) {
      try {
        try {
          synchronized (out) {
            if (i == 1) {
              throw new IOException("io");
            }
            if (i == 2) {
              throw new Error("error");
            }
            out.append(i);
          }
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        } finally {
          try {
            out.append("f");
          } finally {
            out.append("F");
          }
        }
      } catch (Exception | Error e) {
        out.append(e.getMessage());
      }
    }
    return out.toString();
  }

  static String texts() {
    StringBuilder b = new StringBuilder();
    b.append(1).append('c').append("s").append(2.5).append(new char[] {'q'}).append((Object) null);
    b.insert(0, true).reverse().setLength(5);
    return b
        + String.format("%s-%d", "x", 3)
        + String.join(",", List.of("a", "b"))
        + "abc".substring(1).toUpperCase(java.util.Locale.ROOT)
        + Objects.hash(1, "a")
        + String.valueOf(List.of(1))
        + "a,b".split(",", -1).length;
  }

  static String streams() {
    return IntStream.range(0, 5).mapToObj(Integer::toString).collect(Collectors.joining("+"))
        + Stream.of("b", "a").sorted().map(String::toUpperCase).toList()
        + List.of(1, 2, 3).stream().filter(one -> one > 1).mapToInt(Integer::intValue).sum();
  }

  static class Counting extends ArrayList<String> {
    private static final long serialVersionUID = 1;
    int added;

    @Override
    public boolean add(String text) {
      added++;
      return super.add(text);
    }

    @Override
    public String toString() {
      return super.toString() + added;
    }
  }

  static String supers() {
    Counting list = new Counting();
    List<String> seen = list;
    seen.add("a");
    list.addAll(List.of("b"));
    Object any = list;
    return any + " " + list.size() + any.equals(List.of("a", "b")) + list.getFirst();
  }

  static class Host {
    private int secret = 4;

    static class Guest {
      int take(Host host) {
        return host.secret++ + host.whisper();
      }
    }

    private int whisper() {
      return secret;
    }
  }

  static String hosts() {
    return "" + new Host.Guest().take(new Host());
  }

  static class Lazy {
    static final List<String> LOG = new ArrayList<>();
    static int step = 1;

    static {
      LOG.add("first");
      for (int i = 0; i < 3; i++) {
        if (i == 2) {
          step = i * 10;
        }
      }
    }

    static String late = LOG + "late" + step;
  }

  static class Failing {
    static int value = Integer.parseInt("not a number");
  }

  static String initialisers() {
    String failed = "";
    try {
      failed += Failing.value;
    } catch (ExceptionInInitializerError | NoClassDefFoundError e) {
      failed = "failed";
    }
    return Lazy.late + failed;
  }

  static String bounds() {
    int[] array = new int[2];
    StringBuilder out = new StringBuilder();
    for (int i = -1; i < 4; i += 2) {
      try {
        array[i] = i;
        out.append(array[i]);
      } catch (ArrayIndexOutOfBoundsException e) {
        out.append(e.getMessage());
      }
    }
    return out.toString();
  }
}
