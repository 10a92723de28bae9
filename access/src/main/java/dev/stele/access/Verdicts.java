package dev.stele.access;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The verdicts that are still possible: one if a policy is certain, more if something failed.
 *
 * <p>A policy that cannot tell answers with all that it might have said. A combinator works on each
 * choice of one verdict from each side and collects the results, so that what it says holds
 * whatever the failed side would have said. Hence no failure becomes a grant: a grant is given only
 * if {@link Verdict#GRANT} is all that remains. There are seven sets, none of them empty; equal
 * ones are the same object. ({@code AC1})
 */
public final class Verdicts {

  /*
   * A set is three bits, and a combinator of two sets a table of 8 times 8, worked out from its
   * nine cases when the class is loaded. Folding a table over many is right since each of the three
   * operators is associative in its definite cases; "at least so many" is not a fold, and counts.
   */

  private static final int GRANTS = 1;
  private static final int ABSTAINS = 2;
  private static final int VETOES = 4;
  private static final Verdicts[] ALL = new Verdicts[8];

  static {
    for (int bits = 1; bits < ALL.length; bits++) {
      ALL[bits] = new Verdicts(bits);
    }
  }

  /** Certainly a grant. */
  public static final Verdicts GRANT = ofBits(GRANTS);

  /** Certainly no say. */
  public static final Verdicts ABSTAIN = ofBits(ABSTAINS);

  /** Certainly a veto. */
  public static final Verdicts VETO = ofBits(VETOES);

  /** What a policy that only allows might have said. */
  public static final Verdicts GRANT_OR_ABSTAIN = ofBits(GRANTS | ABSTAINS);

  /** What a policy that only forbids might have said. */
  public static final Verdicts ABSTAIN_OR_VETO = ofBits(ABSTAINS | VETOES);

  /** Nothing is known. */
  public static final Verdicts ANY = ofBits(GRANTS | ABSTAINS | VETOES);

  private static final byte[][] AND = table(Verdicts::bothGrant);
  private static final byte[][] OR = table(Verdicts::oneGrants);
  private static final byte[][] THEN = table(Verdicts::ifGranted);

  /** What a combinator makes of two definite verdicts, each and the result a single bit. */
  private interface Definite {
    int combine(int one, int other);
  }

  final int bits;

  private Verdicts(int bits) {
    this.bits = bits;
  }

  static Verdicts ofBits(int bits) {
    return ALL[bits];
  }

  /** Returns the set of these. */
  public static Verdicts of(Verdict first, Verdict... others) {
    int bits = bit(first);
    for (Verdict verdict : others) {
      bits |= bit(verdict);
    }
    return ofBits(bits);
  }

  /**
   * Returns what remains if at least so many must grant.
   *
   * @throws IllegalArgumentException if none is given, or {@code count} is not from 1 to their
   *     number
   */
  public static Verdicts atLeast(int count, List<Verdicts> all) {
    if (count < 1 || count > all.size()) {
      throw new IllegalArgumentException(
          "count must be from 1 to the number of verdicts, " + all.size() + ", got: " + count);
    }
    int certain = 0;
    int possible = 0;
    boolean mayVeto = false;
    for (Verdicts one : all) {
      if (one == VETO) {
        return VETO;
      }
      mayVeto |= mayVeto(one.bits);
      certain += mustGrant(one.bits);
      possible += mayGrant(one.bits);
    }
    return counted(count, certain, possible, mayVeto);
  }

  /** Returns what remains if so many must and so many may grant, and none must veto. */
  static Verdicts counted(int count, int mustGrant, int mayGrant, boolean mayVeto) {
    return ofBits(
        (mayVeto ? VETOES : 0)
            | (mayGrant >= count ? GRANTS : 0)
            | (mustGrant < count ? ABSTAINS : 0));
  }

  static boolean mayVeto(int bits) {
    return (bits & VETOES) != 0;
  }

  /** Returns 1 if these verdicts hold a grant. */
  static int mayGrant(int bits) {
    return bits & GRANTS;
  }

  /** Returns 1 if these verdicts are a grant unless they are a veto. */
  static int mustGrant(int bits) {
    return (bits & ~VETOES) == GRANTS ? 1 : 0;
  }

  /** Returns what remains if both must grant; a veto of either stays a veto. */
  public Verdicts and(Verdicts other) {
    return ofBits(AND[bits][other.bits]);
  }

  /** Returns what remains if one grant is enough; a veto of either stays a veto. */
  public Verdicts or(Verdicts other) {
    return ofBits(OR[bits][other.bits]);
  }

  /** Returns what remains if the other is asked only where this one grants. */
  public Verdicts then(Verdicts other) {
    return ofBits(THEN[bits][other.bits]);
  }

  /** Returns what remains if a grant is to be no say, and no say a grant; a veto stays a veto. */
  public Verdicts negated() {
    return ofBits(
        (bits & VETOES)
            | ((bits & GRANTS) == 0 ? 0 : ABSTAINS)
            | ((bits & ABSTAINS) == 0 ? 0 : GRANTS));
  }

  /** Returns true if this verdict is possible. */
  public boolean contains(Verdict verdict) {
    return (bits & bit(verdict)) != 0;
  }

  /** Returns true if only one verdict is possible. */
  public boolean isCertain() {
    return Integer.bitCount(bits) == 1;
  }

  /** Returns the possible verdicts: one, two or three. */
  public Set<Verdict> toSet() {
    Set<Verdict> verdicts = EnumSet.noneOf(Verdict.class);
    for (Verdict verdict : Verdict.values()) {
      if (contains(verdict)) {
        verdicts.add(verdict);
      }
    }
    return verdicts;
  }

  /** Returns for instance {@code grant}, or {@code grant or abstain}. */
  @Override
  public String toString() {
    return String.join(
        " or ", toSet().stream().map(one -> one.name().toLowerCase(Locale.ROOT)).toList());
  }

  private static int bit(Verdict verdict) {
    return switch (verdict) {
      case GRANT -> GRANTS;
      case ABSTAIN -> ABSTAINS;
      case VETO -> VETOES;
    };
  }

  private static int bothGrant(int one, int other) {
    if (((one | other) & VETOES) != 0) {
      return VETOES;
    }
    return (one & other & GRANTS) != 0 ? GRANTS : ABSTAINS;
  }

  private static int oneGrants(int one, int other) {
    if (((one | other) & VETOES) != 0) {
      return VETOES;
    }
    return ((one | other) & GRANTS) != 0 ? GRANTS : ABSTAINS;
  }

  private static int ifGranted(int one, int other) {
    return one == GRANTS ? other : one;
  }

  private static byte[][] table(Definite definite) {
    byte[][] table = new byte[8][8];
    for (int one = 1; one < 8; one++) {
      for (int other = 1; other < 8; other++) {
        table[one][other] = (byte) eachPair(one, other, definite);
      }
    }
    return table;
  }

  private static int eachPair(int one, int other, Definite definite) {
    int result = 0;
    for (int left = 1; left <= VETOES; left <<= 1) {
      for (int right = 1; right <= VETOES; right <<= 1) {
        if ((one & left) != 0 && (other & right) != 0) {
          result |= definite.combine(left, right);
        }
      }
    }
    return result;
  }
}
