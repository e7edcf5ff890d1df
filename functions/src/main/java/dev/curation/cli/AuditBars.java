package dev.curation.cli;

import dev.curation.audit.AuditProgress;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/** Shows how far an audit or an export has come, one task after the other. */
final class AuditBars implements AuditProgress {
  private final PrintWriter lines;
  private @Nullable Progress current;

  AuditBars(PrintWriter lines) {
    this.lines = lines;
  }

  @Override
  public void begins(String task, long total) {
    current = new Progress(task, " documents", total, lines);
  }

  @Override
  public void advances(long documents) {
    if (current != null) {
      current.stepBy(documents);
    }
  }

  @Override
  public void ends() {
    if (current != null) {
      current.close();
    }
    current = null;
  }
}
