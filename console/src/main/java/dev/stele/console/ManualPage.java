package dev.stele.console;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The help of every command, laid out like a page of a manual. */
final class ManualPage {

  private static final int WIDTH = 80;

  private static final Map<String, String> EXIT_CODES = new LinkedHashMap<>();

  static {
    EXIT_CODES.put("0", "it did what it was asked");
    EXIT_CODES.put("1", "refused, not found, not proven, or a bad line; stderr says why");
    EXIT_CODES.put("2", "the command line was not understood; nothing was done");
    EXIT_CODES.put("3", "it failed: no store there, the disk, somebody else writes");
    EXIT_CODES.put("4", "damage was found");
  }

  private ManualPage() {}

  /** Lays out a command and those below it. */
  static void layOut(CommandLine command) {
    boolean isRoot = command.getParent() == null;
    if (!command.getCommandName().equals("help")) {
      command.getCommandSpec().mixinStandardHelpOptions(true);
      command.getCommandSpec().versionProvider(new Version());
      UsageMessageSpec page = command.getCommandSpec().usageMessage();
      String name = isRoot ? "stele" : "stele " + command.getCommandName();
      page.width(WIDTH)
          .headerHeading("NAME%n  " + name + " - ")
          .synopsisHeading("%nSYNOPSIS%n  ")
          .descriptionHeading("%nDESCRIPTION%n")
          .parameterListHeading("%nARGUMENTS%n")
          .optionListHeading("%nOPTIONS%n")
          .commandListHeading("%nCOMMANDS%n")
          .exitCodeListHeading("%nEXIT STATUS%n")
          .abbreviateSynopsis(!isRoot)
          .sortOptions(false);
      if (page.footer().length > 0) {
        page.footerHeading("%nEXAMPLES%n");
      }
      page.exitCodeList(EXIT_CODES);
    }
    command.getSubcommands().values().forEach(ManualPage::layOut);
  }
}
