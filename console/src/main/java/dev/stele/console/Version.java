package dev.stele.console;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** What {@code stele --version} says: the version, and the commit where the build knew one. */
final class Version implements IVersionProvider {
  Version() {}

  @Override
  public String[] getVersion() throws IOException {
    var built = new Properties();
    try (InputStream in =
        Objects.requireNonNull(Version.class.getResourceAsStream("version.properties"))) {
      built.load(in);
    }
    return new String[] {line(built.getProperty("version", ""), built.getProperty("commit", ""))};
  }

  static String line(String version, String commit) {
    return commit.isEmpty() ? "stele " + version : "stele " + version + " (" + commit + ")";
  }
}
