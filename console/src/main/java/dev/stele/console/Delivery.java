package dev.stele.console;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a note or a proof goes. */
final class Delivery {

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write into this file, which must be new; else to standard output.")
  private @Nullable Path output;

  Delivery() {}

  /** Delivers bytes that are a text; with {@code --json} their base64, if they go to no file. */
  void deliver(Setting setting, String what, byte[] bytes) throws IOException {
    Path file = output;
    if (file != null) {
      Files.write(file, bytes, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      setting.print(
          out -> out.println("wrote " + what + " of " + Times.bytes(bytes.length) + ": " + file),
          json -> {
            Setting.put(json, "file", file);
            json.writeNumberField("bytes", bytes.length);
          });
    } else {
      setting.print(
          out -> out.print(new String(bytes, StandardCharsets.UTF_8)),
          json -> json.writeStringField("base64", Base64.getEncoder().encodeToString(bytes)));
    }
  }
}
