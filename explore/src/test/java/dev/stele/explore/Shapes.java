package dev.stele.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;

/**
 * Code of many shapes: variables, locks, types. Each has a text as its outcome, the same whether it
 * is woven or not.
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
          "switches");

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
}
