package dev.stele.explore.study;

import dev.stele.explore.Certificate;
import dev.stele.explore.ExploreError;
import dev.stele.explore.Explorer;
import org.junit.jupiter.api.Test;

class StudyTest {

  @Test
  void scratch() throws Exception {
    StringBuilder all = new StringBuilder();
    StringBuilder sum = new StringBuilder();
    for (Row row : Rows.all()) {
      long t = System.nanoTime();
      String res;
      all.append("=================== ").append(row.name()).append('\n');
      try {
        Certificate c = Explorer.check(row.model());
        res = "complete " + c.executions() + " red " + c.redundant();
        all.append(c).append('\n');
      } catch (ExploreError e) {
        res =
            e.kind()
                + " "
                + e.report().lines().findFirst().get()
                + " "
                + e.report().replaceAll("(?s).*(found in execution [0-9]*).*", "$1");
        all.append(e.report()).append('\n');
      } catch (Throwable e) {
        res = "CRASH " + e;
        java.io.StringWriter w = new java.io.StringWriter();
        e.printStackTrace(new java.io.PrintWriter(w));
        all.append(w);
      }
      sum.append(
          String.format(
              "%-24s %-60s WANT %s  %d ms%n",
              row.name(), res, row.expected(), (System.nanoTime() - t) / 1000000));
    }
    java.nio.file.Files.writeString(java.nio.file.Path.of("/tmp/study-reports.txt"), all);
    java.nio.file.Files.writeString(java.nio.file.Path.of("/tmp/study-sum.txt"), sum);
  }
}
