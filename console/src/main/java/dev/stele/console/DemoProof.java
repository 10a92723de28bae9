package dev.stele.console;

import dev.stele.ground.Disk;
import dev.stele.store.EntryProof;
import dev.stele.store.Event;
import dev.stele.store.Events;
import dev.stele.store.NoteSigner;
import dev.stele.store.Region;
import dev.stele.store.StoreFollower;
import dev.stele.store.StoreVerifier;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The part of the demonstration that verifies a store, and proves an event without it. */
final class DemoProof {

  private final PrintWriter out;
  private final Path folder;

  DemoProof(PrintWriter out, Path folder) {
    this.out = out;
    this.folder = folder;
  }

  /** Shows it; false if anything is not as it must be. */
  boolean show(Path directory) throws IOException, InterruptedException {
    out.println();
    out.println("7. Every byte is verified, and an event proven to a process without the store.");
    StoreVerifier.Report report = StoreVerifier.verify(directory, Disk.system(), (_, _) -> {});
    out.println(
        "   %s entries in %s, %s of %s: %s."
            .formatted(
                Times.count(report.log().entryCount()),
                Times.count(report.log().segmentCount(), "segment"),
                Times.count(report.events(), "event"),
                Times.count(report.streams(), "stream"),
                report.isClean() ? "whole" : "NOT whole"));
    try (StoreFollower store = StoreFollower.open(directory, DemoWriter.options())) {
      Event event = first(store);
      Path key = folder.resolve("demo.key");
      NoteSigner signer = Keys.make(store, "example.com/demo", key);
      EntryProof proof = ProveCommand.proof(store, event, signer);
      byte[] bytes = proof.toBytes();
      out.println("   Event " + event.position() + ": " + event.type() + " " + event.id());
      out.println(
          "   A proof of %s and a public key are all that the process is told."
              .formatted(Times.bytes(bytes.length)));
      boolean isProven = judge(bytes, key).contains("{\"proven\":true");
      out.println("   It says: " + (isProven ? "proven." : "NOT proven."));
      String text = new String(bytes, StandardCharsets.ISO_8859_1);
      int at = text.indexOf('\n', text.indexOf("index "));
      bytes[at + 1] = (byte) (bytes[at + 1] == 'A' ? 'B' : 'A');
      String other = judge(bytes, key);
      boolean isRefused = other.contains("\"proven\":false");
      out.println("   With one letter of a hash changed it says:");
      out.println("   | " + other);
      return report.isClean() && isProven && isRefused;
    }
  }

  private static Event first(StoreFollower store) {
    try (Events events = store.read(Region.scope(DemoBatch.SCOPE))) {
      return events.next();
    }
  }

  private String judge(byte[] proof, Path key) throws IOException, InterruptedException {
    Path file = Files.write(folder.resolve("demo.tlog-proof"), proof);
    try (Child verifier =
        Child.startQuietly(
            "verify-proof",
            "--public-key",
            Keys.publicFile(key).toString(),
            "--json",
            file.toString())) {
      String said = String.join(" ", verifier.lines());
      int _ = verifier.end();
      return said;
    }
  }
}
