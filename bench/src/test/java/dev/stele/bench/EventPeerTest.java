package dev.stele.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stele.journal.Durability;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The peers of the store do what they are measured for: they check, they keep, they find again. */
class EventPeerTest {

  @TempDir private Path folder;

  /** A way to open a peer. */
  record Kind(String name, Lineup.Opener<EventPeer> opener) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** Those that need nothing of the machine. */
  static List<Kind> kinds() {
    return List.of(
        new Kind("store", EventPeers::store),
        new Kind("SQLite", EventPeers::sqlite),
        new Kind("RocksDB", EventPeers::rocks),
        new Kind("LMDB", EventPeers::lmdb),
        new Kind("H2", EventPeers::h2),
        new Kind("SQLite, grouped", EventPeers.grouped(EventPeers::sqlite)));
  }

  private static List<Found> stream(EventPeer peer, String entity) throws Exception {
    List<Found> events = new ArrayList<>();
    peer.stream(entity, events::add);
    return events;
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aPeerKeepsEventsAndFindsThemByStreamAndIdentity(Kind kind) throws Exception {
    Author author = new Author("one");
    try (EventPeer peer = kind.opener.open(folder, Durability.SYNCED)) {
      peer.append(List.of(author.next(3)));
      peer.append(List.of(author.next(1)));
      List<Found> events = stream(peer, author.entity());
      assertThat(events).hasSize(4);
      for (Found event : events) {
        assertThat(event.is(Author.draft(author.entity(), event.version()))).isTrue();
        assertThat(peer.find(event.id())).contains(event);
      }
      List<Found> all = new ArrayList<>();
      peer.replay(all::add);
      assertThat(all).isEqualTo(events);
      assertThat(peer.count()).isEqualTo(4);
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aPeerRefusesAVersionThatIsNotTheLastOneAndKeepsNothingOfTheBatch(Kind kind)
      throws Exception {
    Author author = new Author("one");
    try (EventPeer peer = kind.opener.open(folder, Durability.SYNCED)) {
      peer.append(List.of(author.next(2)));
      Batch late = new Batch("late", true, author.next(2).drafts());
      Batch early = new Batch("early", true, author.next(2).drafts());
      assertThatThrownBy(() -> peer.append(List.of(early))).isInstanceOf(Exception.class);
      assertThat(peer.count()).isEqualTo(2);
      peer.append(List.of(late));
      assertThat(stream(peer, author.entity())).hasSize(4);
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aPeerAppendsAKeyOnce(Kind kind) throws Exception {
    Author author = new Author("one");
    try (EventPeer peer = kind.opener.open(folder, Durability.SYNCED)) {
      Batch first = author.next(1);
      peer.append(List.of(first));
      Batch again = new Batch(first.key(), true, author.next(1).drafts());
      assertThatThrownBy(() -> peer.append(List.of(again))).isInstanceOf(Exception.class);
      assertThat(peer.count()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aFilledPeerHasTheSameEventsAsAnAuthorWouldHaveWritten(Kind kind) throws Exception {
    try (EventPeer peer = kind.opener.open(folder, Durability.WRITTEN)) {
      peer.append(List.of(Author.filling(5, 0, 10), Author.filling(5, 10, 10)));
      peer.settle();
      assertThat(peer.count()).isEqualTo(20);
      assertThat(stream(peer, Author.filled(4)))
          .hasSize(4)
          .allMatch(event -> event.is(Author.draft(event.entity(), event.version())));
    }
  }

  /** One that says yes to everything and does nothing. */
  private static final class Forgetful implements EventPeer {
    @Override
    public void append(List<Batch> batches) {}

    @Override
    public long count() {
      return 0;
    }

    @Override
    public void stream(String entity, Consumer<Found> sink) {}

    @Override
    public void replay(Consumer<Found> sink) {}

    @Override
    public Optional<Found> find(UUID id) {
      return Optional.empty();
    }

    @Override
    public boolean knowsEvents() {
      return false;
    }

    @Override
    public long syncs() {
      return 0;
    }

    @Override
    public void close() {}
  }

  private Goals appendTo(Lineup.Opener<EventPeer> opener) throws Exception {
    PrintStream out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    Goals goals = new Goals(out, Optional.empty());
    try (Scratch scratch = new Scratch();
        Appending all =
            new Appending(
                new Question.Setting(out, Scale.QUICK, scratch, goals),
                "peers",
                Durability.SYNCED)) {
      all.add("peer", opener, Appending.Way.ONE);
      all.run(4);
    }
    return goals;
  }

  @Test
  void aPeerThatDoesNothingFailsTheRun() throws Exception {
    assertThatThrownBy(appendTo((_, _) -> new Forgetful())::requireCounts)
        .hasMessageContaining("events found in peer expected 13, found 0");
  }

  @Test
  void aPeerThatKeepsItsEventsDoesNot() throws Exception {
    appendTo(EventPeers::sqlite).requireCounts();
  }

  /** It is there or it is said why not; where it is there, it does what the others do. */
  @Test
  void postgresChecksAndKeepsTooWhereItIsInstalled() throws Exception {
    Author author = new Author("one");
    try (Scratch scratch = new Scratch();
        PostgresServer server = new PostgresServer(scratch.folder().resolve("postgres"))) {
      EventPeer peer;
      try {
        peer = server.open(2);
      } catch (IOException e) {
        assertThat(e).hasMessageNotContaining("null");
        return;
      }
      try (peer) {
        peer.append(List.of(author.next(1)));
        Batch second = author.next(1);
        Batch third = author.next(1);
        assertThatThrownBy(() -> peer.append(List.of(third))).isInstanceOf(Exception.class);
        assertThatThrownBy(() -> peer.append(List.of(second, second)))
            .isInstanceOf(Exception.class);
        peer.append(List.of(second, third));
        assertThat(stream(peer, author.entity()))
            .hasSize(3)
            .allMatch(event -> event.is(Author.draft(event.entity(), event.version())));
        assertThat(peer.count()).isEqualTo(3);
      }
    }
  }
}
