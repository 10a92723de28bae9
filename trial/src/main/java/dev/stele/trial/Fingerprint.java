package dev.stele.trial;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/** Digests all visible names and contents: equal for volumes that no program can tell apart. */
final class Fingerprint {

  private final MessageDigest digest;
  private final Map<SimNode.File, Integer> files = new HashMap<>();

  private Fingerprint(MessageDigest digest) {
    this.digest = digest;
  }

  static String of(SimVolume volume) {
    try {
      Fingerprint fingerprint = new Fingerprint(MessageDigest.getInstance("SHA-256"));
      fingerprint.add(volume.root);
      return HexFormat.of().formatHex(fingerprint.digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Every part is preceded by its length, so that no two trees give the same bytes. */
  private void add(SimNode node) {
    switch (node) {
      case SimNode.File file when files.containsKey(file) -> add("again " + files.get(file) + "\n");
      case SimNode.File file -> {
        files.put(file, files.size()); // Two names of one file are not two files.
        long sizeBytes = file.visible.sizeBytes();
        add("file " + sizeBytes + "\n");
        byte[] chunk = new byte[8192];
        for (long position = 0; position < sizeBytes; position += chunk.length) {
          digest.update(chunk, 0, file.visible.read(position, chunk, 0, chunk.length));
        }
      }
      case SimNode.Directory directory -> {
        add("directory " + directory.visible.size() + "\n");
        directory.visible.forEach((name, child) -> {
          add(name.length() + " ");
          add(name);
          add(child);
        });
      }
    }
  }

  private void add(String text) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
  }
}
