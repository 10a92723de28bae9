package dev.stele.explore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
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

/** Code of many shapes; each has a text as its outcome, the same whether it is woven or not. */
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
final class Shapes {

  static final List<String> NAMES =
      List.of(
          "fields",
          "statics",
          "volatiles",
          "arrays",
          "moreArrays",
          "monitors",
          "unwinding",
          "constructors",
          "inner",
          "records",
          "enums",
          "interfaces",
          "switches",
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

  private Shapes() {}

  static String run(String name) throws Exception {
    return switch (name) {
      case "fields" -> fields();
      case "statics" -> statics();
      case "volatiles" -> volatiles();
      case "arrays" -> arrays();
      case "moreArrays" -> moreArrays();
      case "monitors" -> monitors();
      case "unwinding" -> unwinding();
      case "constructors" -> constructors();
      case "inner" -> inner();
      case "records" -> records();
      case "enums" -> enums();
      case "interfaces" -> interfaces();
      case "switches" -> switches();
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

  static class Fields {
    boolean z;
    byte b;
    short s;
    char c;
    int i;
    long j;
    float f;
    double d;
    Object l;
    final int fixed = 7;
    final long fixedToo;

    Fields(long fixedToo) {
      this.fixedToo = fixedToo;
    }
  }

  static String fields() {
    Fields o = new Fields(9);
    o.z = !o.z;
    o.b += 3;
    o.s = (short) (o.b * 2);
    o.c = 'x';
    o.c++;
    o.i = o.s + o.c;
    o.j = o.i * 3L;
    o.j += o.j++ + ++o.j;
    o.f = o.j / 2f;
    o.d = o.f * o.j;
    o.d -= o.d--;
    o.l = o.z ? "text" : null;
    long chained = o.j = o.i = 5;
    double two = o.d = o.f = 2;
    return o.z
        + " "
        + o.b
        + o.s
        + o.c
        + o.i
        + o.j
        + o.f
        + o.d
        + o.l
        + chained
        + two
        + o.fixed
        + o.fixedToo;
  }

  static int count;
  static long total;
  static volatile double rate;
  static final int[] TABLE = {1, 2, 3};

  static String statics() {
    count = 0;
    total = 0;
    for (int i = 0; i < 5; i++) {
      count++;
      total += count * 2L;
      rate = total;
    }
    return count + " " + total + " " + rate + TABLE[1];
  }

  static class Volatiles {
    volatile boolean z = true;
    volatile byte b = 1;
    volatile char c = 'c';
    volatile long j;
    volatile float f;
    volatile double d;
    volatile Object l;
  }

  static String volatiles() {
    Volatiles o = new Volatiles();
    o.z = false;
    o.b++;
    o.c += 1;
    o.j = o.j + o.b;
    o.f += 0.5f;
    o.d = o.j * o.f;
    o.l = o.c;
    return "" + o.z + o.b + o.c + o.j + o.f + o.d + o.l;
  }

  static String arrays() {
    boolean[] z = {true, false};
    byte[] b = {1, 2};
    short[] s = new short[2];
    char[] c = "ab".toCharArray();
    int[] i = {1, 2, 3};
    long[] j = {4, 5};
    float[] f = {1.5f};
    double[] d = {2.5, 3.5};
    String[] l = {"p", "q"};
    z[0] ^= z[1];
    b[0] += b[1]++;
    s[1] = b[0];
    c[0]++;
    i[i[0]] = i[2]++ + --i[1];
    j[0] += j[1] = 3;
    f[0] *= 2;
    d[1] -= d[0]--;
    l[0] += l[1];
    return Arrays.toString(z)
        + Arrays.toString(b)
        + Arrays.toString(s)
        + Arrays.toString(c)
        + Arrays.toString(i)
        + Arrays.toString(j)
        + Arrays.toString(f)
        + Arrays.toString(d)
        + Arrays.toString(l);
  }

  static String moreArrays() {
    int[][] grid = new int[2][3];
    grid[1][2] = 5;
    grid[0] = grid[1].clone();
    grid[0][2]++;
    long[][][] deep = {{{1}}};
    deep[0][0][0] += grid[0][2];
    Object[] any = new String[1];
    String caught = "";
    try {
      any[0] = 1;
    } catch (ArrayStoreException e) {
      caught = "not stored";
    }
    byte[] copy = new byte[4];
    System.arraycopy(new byte[] {1, 2, 3}, 1, copy, 2, 2);
    int sum = 0;
    for (int[] row : grid) {
      for (int one : row) {
        sum += one;
      }
    }
    return sum
        + " "
        + deep[0][0][0]
        + caught
        + Arrays.toString(copy)
        + Arrays.toString(Arrays.copyOf(copy, 5));
  }

  static class Monitors {
    private int n;
    private static long all;

    synchronized long add(long by) {
      if (by < 0) {
        throw new IllegalArgumentException("negative");
      }
      n += by;
      return n;
    }

    static synchronized long addAll(int a, long b, double c) {
      all = 0;
      for (int i = 0; i < a; i++) {
        if (i > b) {
          return all;
        }
        all += (long) c;
      }
      return all;
    }

    synchronized void nothing() {}

    int inside() {
      synchronized (this) {
        synchronized (Monitors.class) {
          return n++;
        }
      }
    }
  }

  static String monitors() {
    Monitors o = new Monitors();
    String caught = "";
    try {
      o.add(-1);
    } catch (IllegalArgumentException e) {
      caught = e.getMessage();
    }
    o.nothing();
    return o.add(2) + " " + Monitors.addAll(5, 2, 3.5) + o.inside() + o.inside() + caught;
  }

  static String unwinding() {
    StringBuilder log = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      try {
        try {
          if (i == 1) {
            throw new IllegalStateException("one");
          }
          if (i == 2) {
            throw new AssertionError("two");
          }
          if (i == 3) {
            continue;
          }
          log.append("none ");
        } catch (Throwable e) {
          log.append(e.getMessage());
          throw e;
        } finally {
          log.append(" finally").append(i);
        }
      } catch (IllegalStateException | AssertionError e) {
        log.append(e.getClass().getSimpleName());
      }
    }
    try (AutoCloseable _ = () -> log.append("closed")) {
      log.append("open ");
    } catch (Exception e) {
      log.append(e);
    }
    return log.toString();
  }

  static class Above {
    int seen;
    int own = 3;

    Above(int a, long b, String c) {
      seen = a + (int) b + c.length();
    }
  }

  static class Below extends Above {
    int below = 4;
    final List<String> list;

    Below(boolean is) {
      super(is ? new Fields(1).fixed : 2, is ? 3L : new int[] {4}[0], new StringBuilder("x") + "y");
      list = is ? new ArrayList<>(List.of("l")) : new ArrayList<>();
      below += own;
    }

    Below() {
      this(true);
      below++;
    }
  }

  static class Early {
    private int plain;
    private final int fixed;

    Early(int value) {
      if (value < 0) {
        throw new IllegalArgumentException();
      }
      this.fixed = value;
      this.plain = 5;
      super();
      this.plain += value;
    }
  }

  static String constructors() {
    Early early = new Early(3);
    return new Below().below
        + " "
        + new Below(false).seen
        + new Below().list
        + early.plain
        + early.fixed;
  }

  private int hidden = 1;

  final class Inner {
    int mine = hidden++;

    int sum() {
      return mine + hidden;
    }
  }

  static String inner() {
    Shapes outer = new Shapes();
    Inner one = outer.new Inner();
    int captured = 5;
    var anonymous =
        new Object() {
          int x = captured;

          int next() {
            return x++ + captured + outer.hidden;
          }
        };
    class Local {
      long y = anonymous.next();
    }
    return one.sum() + " " + anonymous.next() + new Local().y;
  }

  record Point(int x, long y, List<String> names) {
    static int made;

    Point {
      if (x < 0) {
        x = -x;
      }
      made++;
    }

    Point(int x) {
      this(x, 2L * x, List.of("n"));
    }
  }

  static String records() {
    Point.made = 0;
    Point p = new Point(-3);
    return p
        + " "
        + p.equals(new Point(3))
        + (p.hashCode() == new Point(3).hashCode())
        + Point.made;
  }

  enum Colour {
    RED(1) {
      @Override
      int twice() {
        return 2 + number;
      }
    },
    GREEN(5);

    final int number;
    int uses;

    Colour(int number) {
      this.number = number;
    }

    int twice() {
      return 2 * number;
    }
  }

  static String enums() {
    EnumMap<Colour, Integer> map = new EnumMap<>(Colour.class);
    for (Colour one : Colour.values()) {
      map.put(one, one.twice());
    }
    return map + " " + Colour.valueOf("GREEN").compareTo(Colour.RED);
  }

  interface Greeter {
    String PREFIX = String.valueOf(new char[] {'h', 'i'});

    String name();

    default String greet() {
      return PREFIX + " " + name() + helper();
    }

    private String helper() {
      return "!";
    }

    static Greeter of(String name) {
      return () -> name;
    }
  }

  static String interfaces() {
    Greeter own =
        new Greeter() {
          @Override
          public String name() {
            return "own";
          }

          @Override
          public String greet() {
            return Greeter.super.greet() + "?";
          }
        };
    return Greeter.of("x").greet() + own.greet();
  }

  static String switches() {
    StringBuilder out = new StringBuilder();
    for (String word : List.of("a", "bb", "Aa", "BB", "c")) {
      switch (word) {
        case "a":
          out.append(1);
        // fall through
        case "bb":
          out.append(2);
          break;
        case "Aa", "BB":
          out.append(3);
          break;
        default:
          out.append(4);
      }
    }
    for (Colour one : Colour.values()) {
      out.append(
          switch (one) {
            case RED -> "r";
            case GREEN -> {
              long x = one.number;
              yield x + "g";
            }
          });
    }
    for (int i : new int[] {-5, 0, 1, 2, 1000}) {
      out.append(
          switch (i) {
            case 0, 1, 2 -> i * 2.5;
            case 1000 -> 'k';
            default -> -1L;
          });
    }
    return out.toString();
  }

  sealed interface Form {}

  record Circle(double r) implements Form {}

  record Square(Point corner, int side) implements Form {}

  static String patterns() {
    StringBuilder out = new StringBuilder();
    for (Form form : List.of(new Circle(2), new Square(new Point(1), 3), new Circle(9))) {
      out.append(
          switch (form) {
            case Circle(double r) when r > 5 -> "big";
            case Circle c -> "c" + c.r();
            case Square(Point(int x, long y, var names), int side) -> x + y + side + names.get(0);
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
        + new Point(1)
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
    Function<Integer, Point> made = Point::new;
    Function<String, String> bound = new Shapes()::bound;
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
    Fields none = null;
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
