package dev.stele.journal;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

/**
 * The definitions of RFC 9162, 2.1.1, 2.1.3.1 and 2.1.4.1, written down as they stand there: MTH,
 * PATH, PROOF and SUBPROOF, recursively, on hex texts. Slow, and shares no code with what it
 * judges. Sub-trees that were hashed once are remembered.
 */
final class NaiveTree {

  /** One range of leaves, {@code D[from:to]}. */
  private record Range(long from, long to) {}

  private final LongFunction<byte[]> entries;
  private final Map<Range, String> known = new HashMap<>();

  NaiveTree(LongFunction<byte[]> entries) {
    this.entries = entries;
  }

  /** MTH(D[n]). */
  String root(long n) {
    return mth(0, n);
  }

  /** PATH(m, D[n]). */
  List<String> path(long m, long n) {
    return path(m, 0, n);
  }

  /** PROOF(m, D[n]); nothing for the cases that the RFC leaves out. */
  List<String> proof(long m, long n) {
    return m == 0 ? List.of() : subproof(m, 0, n, true);
  }

  private String mth(long from, long to) {
    String before = known.get(new Range(from, to));
    if (before != null) {
      return before;
    }
    String hash;
    if (to == from) {
      hash = sha256("");
    } else if (to - from == 1) {
      hash = sha256("00" + HexFormat.of().formatHex(entries.apply(from)));
    } else {
      long k = k(to - from);
      hash = sha256("01" + mth(from, from + k) + mth(from + k, to));
    }
    known.put(new Range(from, to), hash);
    return hash;
  }

  private List<String> path(long m, long from, long to) {
    if (to - from == 1) {
      return List.of();
    }
    long k = k(to - from);
    return m < k
        ? with(path(m, from, from + k), mth(from + k, to))
        : with(path(m - k, from + k, to), mth(from, from + k));
  }

  private List<String> subproof(long m, long from, long to, boolean b) {
    if (m == to - from) {
      return b ? List.of() : List.of(mth(from, to));
    }
    long k = k(to - from);
    return m <= k
        ? with(subproof(m, from, from + k, b), mth(from + k, to))
        : with(subproof(m - k, from + k, to, false), mth(from, from + k));
  }

  /** The largest power of two smaller than n. */
  private static long k(long n) {
    long k = 1;
    while (k < n - k) {
      k = k + k;
    }
    return k;
  }

  private static List<String> with(List<String> list, String last) {
    List<String> longer = new ArrayList<>(list);
    longer.add(last);
    return longer;
  }

  static String sha256(String hex) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(HexFormat.of().parseHex(hex)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
