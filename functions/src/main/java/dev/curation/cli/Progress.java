package dev.curation.cli;

import java.io.PrintWriter;
import java.time.Duration;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** How far a long task has come: a bar on a terminal, else one line when it is done. */
public final class Progress implements AutoCloseable {
  private final String task;
  private long total;
  private final PrintWriter lines;
  private final @Nullable ProgressBar bar;
  private long done;

  /**
   * @param total how much there is; negative: nobody knows
   * @param unit what is counted, with a leading space
   * @param lines where a line goes if there is no terminal
   */
  public Progress(String task, String unit, long total, PrintWriter lines) {
    this.task = task;
    this.total = total;
    this.lines = lines;
    this.bar =
        Boolean.getBoolean("curation.terminal")
            ? new ProgressBarBuilder()
                .setTaskName(task)
                .setUnit(unit, 1)
                .setInitialMax(total)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis((int) Duration.ofMillis(200).toMillis())
                .setConsumer(new ConsoleProgressBarConsumer(System.err))
                .build()
            : null;
  }

  public void stepBy(long steps) {
    stepTo(done + steps);
  }

  public void stepTo(long step) {
    done = step;
    if (bar != null) {
      bar.stepTo(step);
    }
  }

  /** Some of the task was done before: it counts neither as done nor for the time that is left. */
  public void less(long steps) {
    total -= steps;
    if (bar != null) {
      bar.maxHint(total);
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    } else {
      if (total < 0) {
        lines.printf("%s: %,d done%n", task, done);
      } else {
        lines.printf("%s: %,d of %,d done%n", task, done, total);
      }
      lines.flush();
    }
  }
}
