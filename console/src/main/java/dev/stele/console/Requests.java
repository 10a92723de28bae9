package dev.stele.console;

import java.io.IOException;
import java.nio.file.Path;

/** Requests to whoever writes a store, and their answers. */
final class Requests {

  private Requests() {}

  /** Begins a request about a process. */
  static Message about(String task, ProcessScope scope, String id) {
    return Message.empty().with(Desk.TASK, task).with("scope", scope.name()).with("id", id);
  }

  /** Has a request done about a store that must be there. */
  static void send(Setting setting, StoreChoice choice, Message request)
      throws IOException, InterruptedException {
    choice.follow().close(); // Nobody makes a store by asking for a process in it.
    Path store = choice.directory().toAbsolutePath().normalize();
    require(new HostLink(store, setting.clock()).byAnybody(request));
  }

  /** Ends the command unless a request was done. */
  static void require(Message answer) {
    String text = answer.find("text").orElse("no reason was given");
    switch (answer.get(Desk.ANSWER)) {
      case Desk.DONE -> {}
      case Desk.REFUSED -> throw new FailedException(ExitCode.REFUSED, text);
      default -> throw new FailedException(ExitCode.FAILED, text);
    }
  }
}
