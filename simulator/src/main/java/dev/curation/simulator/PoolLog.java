package dev.curation.simulator;

import dev.curation.simulation.Written;
import dev.curation.store.Fields;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * In which order the pool's commits happened: fee blocks are shared by the votes in force at that
 * moment, and only who saw it can tell them.
 */
final class PoolLog {
  private final Agenda agenda;
  private final List<Entry> entries = new ArrayList<>();
  private final Set<String> applied = new HashSet<>();

  /** What must not have happened; whoever wrote it would take it for a failure of its own. */
  private final List<String> mistakes = new ArrayList<>();

  /** Something that happened. */
  sealed interface Entry {}

  /**
   * A change came in force.
   *
   * @param at when, milliseconds since the epoch
   */
  record Applied(String change, long at) implements Entry {}

  /**
   * An operator's shares of a collection came in.
   *
   * @param shares whose they are: operator and collection
   * @param from first hour
   * @param until first hour behind them
   */
  record Intake(String shares, long from, long until) implements Entry {}

  /** A request was done. */
  record Done(String name, Fields receipt) implements Entry {}

  /**
   * A fee block was shared.
   *
   * @param taxE18 of then
   */
  record Block(long height, BigInteger taxE18) implements Entry {}

  PoolLog(Site site, Agenda agenda) {
    this.agenda = agenda;
    String pool = "lazy/" + Setting.CHAIN;
    site.database().onWritten(pool, this::pool);
    site.database().onWritten(pool + "/changes/{id}", this::change);
    site.database().onWritten(pool + "/payments/{id}", this::request);
    site.database().onWritten(pool + "/intakes/{id}", this::intake);
  }

  private void pool(Written written) {
    Fields after = written.after();
    mistakeUnless(after != null, "the pool was deleted");
    if (after != null && after.has("height")) {
      long height = after.integer("height");
      Fields before = written.before();
      Long known = before == null ? null : before.optionalInteger("height");
      if (known == null || known != height) {
        mistakeUnless(known == null || known < height, "a lower block: " + height);
        entries.add(new Block(height, new BigInteger(after.string("taxE18"))));
      }
    }
  }

  private void change(Written written) {
    Fields after = written.after();
    String id = written.path().id();
    mistakeUnless(after != null, "a change was deleted: " + id);
    if (after != null && after.flag("isApplied") && !applied.contains(id)) {
      mistakeUnless(!after.has("refusal"), "a signed change was refused: " + id + " " + after);
      applied.add(id);
      entries.add(new Applied(id, agenda.millis()));
    }
  }

  private void intake(Written written) {
    Fields before = written.before();
    Fields after = written.after();
    if (after != null) {
      long from = before == null ? 0 : before.integer("intakeUntil");
      long until = after.integer("intakeUntil");
      mistakeUnless(from < until, "shares came in twice: " + written);
      entries.add(new Intake(written.path().id(), from, until));
    }
  }

  private void request(Written written) {
    Fields after = written.after();
    mistakeUnless(
        written.before() == null && after != null, "a receipt changed: " + written.path());
    if (after != null && !after.string("action").equals("sweep")) {
      entries.add(new Done(written.path().id(), after));
    }
  }

  private void mistakeUnless(boolean holds, String mistake) {
    if (!holds) {
      mistakes.add(mistake);
    }
  }

  /**
   * In their order.
   *
   * @throws Difference if one of them must not have happened
   */
  List<Entry> entries() {
    Difference.check(List.of(), mistakes, "what must not happen in a pool");
    return entries;
  }

  boolean isApplied(String change) {
    return applied.contains(change);
  }
}
