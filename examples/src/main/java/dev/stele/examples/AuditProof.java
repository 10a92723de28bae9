package dev.stele.examples;

import dev.stele.ground.Entropy;
import dev.stele.journal.Durability;
import dev.stele.store.Append;
import dev.stele.store.Coordinate;
import dev.stele.store.EntryProof;
import dev.stele.store.Event;
import dev.stele.store.LogOrigin;
import dev.stele.store.NoteSigner;
import dev.stele.store.NoteVerifier;
import dev.stele.store.ProofException;
import dev.stele.store.ProofVerification;
import dev.stele.store.ProvenEntry;
import dev.stele.store.Receipt;
import dev.stele.store.SignedNote;
import dev.stele.store.Store;
import dev.stele.store.TrustedLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * You must show somebody that an event was recorded, and they neither have your store nor trust
 * you: sign a checkpoint now and then, and give them a proof, which is a file.
 */
public final class AuditProof {

  private static final String NAME = "example.com/orders";

  private AuditProof() {}

  /** The owner's side: a signature over everything up to now, and the way from it to one event. */
  static byte[] prove(Store store, Receipt receipt, NoteSigner key) {
    SignedNote checkpoint = store.checkpoint(NAME, key);
    return store.prove(receipt.first().position(), checkpoint).toBytes();
  }

  /** The auditor's side, on another machine and years later. */
  static String audit(byte[] proof, String publicKey, String origin) {
    TrustedLog log =
        TrustedLog.of(LogOrigin.parse(origin).orElseThrow(), NoteVerifier.parse(publicKey));
    try {
      return switch (EntryProof.parse(proof).verify(log)) {
        case ProofVerification.Proven<ProvenEntry>(ProvenEntry entry) -> {
          Event event = entry.event().orElseThrow();
          yield "proven: " + event.type() + " " + event.text();
        }
        case ProofVerification.Refused<ProvenEntry> refused -> "refused: " + refused.reason();
      };
    } catch (ProofException.Malformed e) {
      return "refused: it is no proof";
    }
  }

  /** Proves an event, has it audited, and tries to forge each byte of the proof. */
  public static void main(String[] arguments) throws IOException {
    Path directory =
        arguments.length > 0 ? Path.of(arguments[0]) : Files.createTempDirectory("stele-");
    byte[] proof;
    String origin;
    NoteSigner key;
    try (Store store = Store.open(directory)) {
      Coordinate order = Coordinate.of("shop", "order:17");
      Receipt receipt =
          store.append(Append.to(order).event("OrderPaid", "{\"cents\":1250}")).orThrow();
      for (int later = 0; later < 1_000; later++) {
        store.append(Append.to(order).durability(Durability.WRITTEN).event("Viewed", "{}"));
      }
      store.sync();
      origin = new LogOrigin(NAME, store.lineage()).toString();
      key = NoteSigner.generate(origin, Entropy.system());
      proof = prove(store, receipt, key);
      System.out.println(store.head() + " entries, a proof of " + proof.length + " bytes");
    }

    String publicKey = key.verifier().toString(); // Published once, with the origin.
    System.out.println(audit(proof, publicKey, origin));
    int refused = 0;
    for (int at = 0; at < proof.length; at++) {
      byte[] forged = proof.clone();
      forged[at] ^= 1;
      refused += audit(forged, publicKey, origin).startsWith("refused") ? 1 : 0;
    }
    System.out.println("forged: " + proof.length + " times, refused: " + refused + " times");
  }
}
