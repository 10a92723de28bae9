package dev.stele.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stele.journal.Durability;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LineupTest {

  @Test
  void aPeerThatCannotBeLoadedIsNotMeasuredAndItIsSaidWhy() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    Path folder;
    try (Scratch scratch = new Scratch()) {
      folder = scratch.folder();
      Goals goals = new Goals(out, Optional.empty());
      Question.Setting setting = new Question.Setting(out, Scale.QUICK, scratch, goals);
      try (Lineup<Peer> lineup = new Lineup<>(setting, "lineup", Durability.SYNCED)) {
        lineup.add("plain", PlainPeer::new, peer -> Callers.inPlace(peer, Payloads.ONE));
        Optional<Contestant> absent =
            lineup.find(
                "absent",
                (_, _) -> {
                  throw new UnsatisfiedLinkError("no such library");
                },
                peer -> Callers.inPlace(peer, Payloads.ONE));
        lineup.add("next", PlainPeer::new, peer -> Callers.inPlace(peer, Payloads.ONE));
        assertThat(absent).isEmpty();
        lineup.run(1);
      }
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .containsPattern("plain .* 1.00 +1.00")
        .containsPattern("next .* 1.00 ")
        .containsPattern("absent +not measured: .*UnsatisfiedLinkError: no such library");
    assertThat(Files.exists(folder)).isFalse();
  }
}
