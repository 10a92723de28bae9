package dev.stele.access;

import static dev.stele.access.Written.NUMBERS;
import static dev.stele.access.Written.asks;
import static dev.stele.access.Written.bound;
import static dev.stele.access.Written.checker;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Lists that do not fit in memory: complete, or refused, never short without a word. */
class LookupTest {

  private static final FactType<Integer, Verdict> SAID = FactType.named("said");

  private final List<Lookup.Request<String, String, String>> requests = new ArrayList<>();
  private final List<List<String>> hydrated = new ArrayList<>();

  /** Ids are numbers as text; all below 1,000 exist. */
  private final Hydrator<String, Integer> hydrator =
      ids -> {
        hydrated.add(ids);
        Map<String, Integer> found = new HashMap<>();
        ids.forEach(id -> {
          if (Integer.parseInt(id) < 1_000) {
            found.put(id, Integer.parseInt(id));
          }
        });
        return found;
      };

  private final Lookup<String, String, String, String> fortyOne =
      request -> {
        requests.add(request);
        int from = request.from().isStart() ? 0 : Integer.parseInt(request.from().token());
        int to = Math.min(41, from + request.limit());
        List<String> ids = IntStream.range(from, to).mapToObj(String::valueOf).toList();
        return to == 41 ? Candidates.last(ids) : Candidates.of(ids, new LookupCursor("" + to));
      };

  private static Bound<String, String, Integer, String> even() {
    return bound(
        Facts.none(), checker(NUMBERS.policy("even").resource(number -> number % 2 == 0).allow()));
  }

  private static Lookup<String, String, String, String> once(String... ids) {
    return _ -> Candidates.last(List.of(ids));
  }

  private static AccessException.Paging refusal(Executable page) {
    return Assertions.assertThrows(AccessException.Paging.class, page);
  }

  private AccessException.Paging refused(Lookup<String, String, String, String> lookup) {
    return refusal(() -> even().page(lookup, hydrator, LookupCursor.START, 10));
  }

  @Test
  void anEmptyLastPageIsAnEmptyList() {
    Page<Integer> page = even().page(once(), hydrator, LookupCursor.START, 10);
    assertThat(page).isEqualTo(new Page<>(List.of(), 0, 0, 0, Optional.empty()));
    assertThat(hydrated).isEmpty();
  }

  @Test
  void allPagesTogetherAreAllThatIsGranted() {
    Listing<Integer> all = even().list(fortyOne, hydrator, LookupCursor.START, 16);
    List<Integer> granted = new ArrayList<>();
    List<Integer> candidates = new ArrayList<>();
    all.forEachRemaining(page -> {
      granted.addAll(page.granted());
      candidates.add(page.candidates());
    });
    assertThat(granted).isEqualTo(IntStream.range(0, 41).filter(i -> i % 2 == 0).boxed().toList());
    assertThat(candidates).containsExactly(16, 16, 9);
    assertThat(requests).extracting(Lookup.Request::limit).containsExactly(16, 16, 16);
    assertThat(requests.getFirst().subject()).isEqualTo("alice");
    assertThat(requests.getFirst().action()).isEqualTo("read");
    assertThat(all.hasNext()).isFalse();
    assertThat(all.cursor()).isEmpty();
    assertThatThrownBy(all::next).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void aListIsResumedFromTheCursorOfAnyPage() {
    Page<Integer> whole = even().list(fortyOne, hydrator, LookupCursor.START, 7).rest();
    for (int pages = 0; pages < 6; pages++) {
      Listing<Integer> first = even().list(fortyOne, hydrator, LookupCursor.START, 7);
      List<Integer> granted = new ArrayList<>();
      for (int i = 0; i < pages; i++) {
        Page<Integer> page = first.next();
        granted.addAll(page.granted());
        assertThat(page.next()).isEqualTo(first.cursor());
      }
      LookupCursor cursor = first.cursor().orElseThrow();
      granted.addAll(even().list(fortyOne, hydrator, cursor, 7).rest().granted());
      assertThat(granted).isEqualTo(whole.granted());
    }
    assertThat(whole.candidates()).isEqualTo(41);
    assertThat(whole.denied()).isEqualTo(20);
  }

  @Test
  void theLimitIsOfCandidatesNotOfWhatIsGranted() {
    Page<Integer> page = even().page(once("1", "3", "5"), hydrator, LookupCursor.START, 3);
    assertThat(page.granted()).isEmpty();
    assertThat(page.denied()).isEqualTo(3);
    Lookup<String, String, String, String> odd =
        _ -> Candidates.of(List.of("1"), new LookupCursor("x"));
    assertThat(even().page(odd, hydrator, LookupCursor.START, 1).next()).isPresent();
    assertThatThrownBy(() -> even().page(odd, hydrator, LookupCursor.START, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("limit of a page must be >= 1, got: 0");
    assertThatThrownBy(() -> even().list(odd, hydrator, LookupCursor.START, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void moreCandidatesThanAskedForAreRefused() {
    AccessException.Paging refused =
        refusal(() -> even().page(once("2", "4", "6"), hydrator, LookupCursor.START, 2));
    assertThat(refused.error()).isEqualTo(new PagingError.TooMany(2, 3));
  }

  @Test
  void aCursorThatStaysIsRefusedAndNothingOfThePageGivenOut() {
    LookupCursor here = new LookupCursor("here");
    Lookup<String, String, String, String> stuck = _ -> Candidates.of(List.of("2"), here);
    AccessException.Paging refused = refusal(() -> even().page(stuck, hydrator, here, 10));
    assertThat(refused.error()).isEqualTo(new PagingError.Stuck(here));
    assertThat(refused.from()).isEqualTo(here);
    assertThat(refused).hasMessage("cursor must not come again, got: 'here': page from 'here'");
    assertThat(hydrated).isEmpty();
    Listing<Integer> list = even().list(stuck, hydrator, LookupCursor.START, 10);
    assertThat(list.next().granted()).containsExactly(2);
    assertThatThrownBy(list::next).isInstanceOf(AccessException.Paging.class);
  }

  @Test
  void aCircleOfCursorsIsFoundWhateverItsLengthAndWhereverItBegins() {
    for (int tail = 0; tail < 12; tail++) {
      for (int circle = 1; circle < 12; circle++) {
        int back = tail;
        int end = tail + circle;
        int pages = pagesUntilStuck(page -> page + 1 == end ? back : page + 1);
        assertThat(pages)
            .as("tail %s, circle %s", tail, circle)
            .isGreaterThanOrEqualTo(circle - 1)
            .isLessThanOrEqualTo(3 * end);
      }
    }
  }

  /** Page 0 is the start. */
  private int pagesUntilStuck(IntUnaryOperator next) {
    Lookup<String, String, String, String> lookup =
        request -> {
          int page = request.from().isStart() ? 0 : Integer.parseInt(request.from().token());
          int after = next.applyAsInt(page);
          return Candidates.of(List.of(), new LookupCursor(after == 0 ? "" : "" + after));
        };
    Listing<Integer> list = even().list(lookup, hydrator, LookupCursor.START, 1);
    for (int pages = 0; pages < 1_000; pages++) {
      try {
        list.next();
      } catch (AccessException.Paging refused) {
        assertThat(refused.error()).isInstanceOf(PagingError.Stuck.class);
        return pages;
      }
    }
    throw new AssertionError("circle must be found, got: 1,000 pages");
  }

  @Test
  void manyPagesWithoutACircleComeToTheirEnd() {
    Lookup<String, String, String, String> long1 =
        request -> {
          int page = request.from().isStart() ? 0 : Integer.parseInt(request.from().token());
          return page == 5_000
              ? Candidates.last(List.of("2"))
              : Candidates.of(List.of(), new LookupCursor("" + (page + 1)));
        };
    assertThat(even().list(long1, hydrator, LookupCursor.START, 1).rest().granted())
        .containsExactly(2);
  }

  @Test
  void anIdThatIsNamedTwiceIsGivenOutTwiceAndFetchedOnce() {
    Page<Integer> page = even().page(once("4", "2", "4"), hydrator, LookupCursor.START, 10);
    assertThat(page.granted()).containsExactly(4, 2, 4);
    assertThat(hydrated).containsExactly(List.of("4", "2"));
  }

  @Test
  void whatVanishedIsLeftOutAndCounted() {
    Page<Integer> page =
        even().page(once("2", "2000", "3", "4000"), hydrator, LookupCursor.START, 10);
    assertThat(page).isEqualTo(new Page<>(List.of(2), 1, 0, 2, Optional.empty()));
  }

  @Test
  void whatIsOpenIsToldApartFromWhatIsDenied() {
    Bound<String, String, Integer, String> bound =
        bound(
            Facts.none(),
            checker(
                NUMBERS.policy("odd").resource(number -> number % 2 == 1).forbid(),
                asks("said", Effect.ALLOW, SAID)));
    Page<Integer> page = bound.page(once("1", "2", "3"), hydrator, LookupCursor.START, 10);
    assertThat(page.undecided()).isEqualTo(1);
    assertThat(page.denied()).isEqualTo(2);
    assertThat(page.candidates()).isEqualTo(3);
  }

  @Test
  void aFailedLookupIsAnErrorAndThePlaceIsKept() {
    IllegalStateException broken = new IllegalStateException("no index");
    boolean[] isDown = {true};
    Listing<Integer> list =
        even()
            .list(
                request -> {
                  if (!request.from().isStart() && isDown[0]) {
                    throw broken;
                  }
                  return fortyOne.next(request);
                },
                hydrator,
                LookupCursor.START,
                20);
    list.next();
    AccessException.Paging refused = refusal(list::next);
    assertThat(refused.error()).isEqualTo(new PagingError.LookupFailed(broken));
    assertThat(refused).hasCause(broken).hasMessageContaining("page from '20'");
    isDown[0] = false;
    assertThat(list.rest().candidates()).isEqualTo(21);
  }

  @Test
  void aFailedHydratorIsAnError() {
    IllegalStateException broken = new IllegalStateException("no table");
    AccessException.Paging refused =
        refusal(() ->
            even()
                .page(
                    once("2"),
                    _ -> {
                      throw broken;
                    },
                    LookupCursor.START,
                    10));
    assertThat(refused.error()).isEqualTo(new PagingError.HydratorFailed(broken));
    assertThat(refused).hasCause(broken);
  }

  @Test
  void anIdThatWasNotAskedForIsAnError() {
    AccessException.Paging refused =
        refusal(() -> even().page(once("2"), _ -> Map.of("2", 2, "4", 4), LookupCursor.START, 10));
    assertThat(refused.error()).isEqualTo(new PagingError.UnknownId("4"));
  }

  @Test
  void aLookupThatAnswersNothingIsAnError() {
    assertThat(refused(LookupTest::nothing).error()).isInstanceOf(PagingError.LookupFailed.class);
  }

  @SuppressWarnings("NullAway") // What a careless user does.
  private static Candidates<String> nothing(Lookup.Request<?, ?, ?> request) {
    return null;
  }

  @Test
  void anInterruptIsAnErrorAndTheFlagIsKept() {
    AccessException.Paging refused =
        refused(_ -> {
          throw new InterruptedException();
        });
    assertThat(refused.error()).isInstanceOf(PagingError.LookupFailed.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void whatALookupDoesNotNameIsGrantedByACheckAndNotListed() {
    Bound<String, String, Integer, String> even = even();
    assertThat(even.allows(6)).isTrue();
    assertThat(even.page(once("2", "4"), hydrator, LookupCursor.START, 10).granted())
        .containsExactly(2, 4);
  }
}
