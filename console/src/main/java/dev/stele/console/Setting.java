package dev.stele.console;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stele.ground.Clock;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What every command has: its outputs, and the choice between a person and a program. */
final class Setting {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec mixee = CommandSpec.create();

  @Option(names = "--json", description = "Print one JSON object a line, for programs.")
  private boolean isJson;

  Setting() {}

  boolean isJson() {
    return isJson;
  }

  PrintWriter out() {
    return mixee.commandLine().getOut();
  }

  PrintWriter err() {
    return mixee.commandLine().getErr();
  }

  CommandSpec mixee() {
    return mixee;
  }

  /** Prints an object on a line, if a program reads. */
  void json(JsonText.Content members) {
    out().println(JsonText.object(members));
  }

  /** Prints for whoever reads. */
  void print(Consumer<PrintWriter> person, JsonText.Content program) {
    if (isJson) {
      json(program);
    } else {
      person.accept(out());
    }
  }

  /** Says something beside the results. */
  void say(String text) {
    out().flush();
    err().println(Failures.prefix(mixee.commandLine()) + CloudEventText.printable(text));
    err().flush();
  }

  Terminal terminal() {
    return main().terminal();
  }

  Clock clock() {
    return main().clock();
  }

  private Main main() {
    return (Main) mixee.root().userObject();
  }

  static void put(JsonGenerator json, String name, Object value) throws IOException {
    json.writeStringField(name, value.toString());
  }
}
