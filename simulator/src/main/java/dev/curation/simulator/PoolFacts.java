package dev.curation.simulator;

import dev.curation.documents.Paths;
import dev.curation.store.Fields;
import dev.curation.store.Query;
import dev.curation.store.StoredDocument;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What people have signed and were promised: terms of operators, and changes with their times. */
final class PoolFacts {
  private static final long HOUR = 3_600_000;

  /** Clocks are off by a minute each way, and changes of one person have times of their own. */
  private static final long MOST_OFF = 121_000;

  /** A day until an hour is final, an hour for its sealing, and a day where that is late. */
  private static final long MOST_WAITING = 49 * HOUR;

  private final List<Term> terms = new ArrayList<>();
  private final SortedMap<String, PoolVotes.Change> changes = new TreeMap<>();
  private final SortedMap<String, Fields> receipts = new TreeMap<>();
  private final PoolRequests requests;
  private final Site site;

  /**
   * Hours in which somebody is an operator.
   *
   * @param rateE18 of its beginning
   * @param until the first hour after it, the end of time while it lasts
   */
  record Term(String operator, String owner, BigInteger rateE18, long since, long until) {
    boolean has(long hour) {
      return since <= hour && hour < until;
    }
  }

  PoolFacts(Site site, PoolRequests requests, PoolLog log) {
    this.site = site;
    this.requests = requests;
    for (StoredDocument document :
        site.store().query(Query.in(Paths.pool(Setting.CHAIN).collection("changes")))) {
      PoolVotes.Change change = PoolVotes.Change.of(document);
      changes.put(change.id(), change);
    }
    for (PoolLog.Entry entry : log.entries()) {
      if (entry instanceof PoolLog.Done done) {
        receipts.put(done.name(), done.receipt());
        term(requests.named(done.name()).wish(), done.receipt());
      }
    }
  }

  private void term(Wish wish, Fields receipt) {
    if (wish.action().equals("createOperator")) {
      terms.add(
          new Term(
              wish.text("operator"),
              wish.text("owner"),
              new BigInteger(wish.text("commissionE18")),
              receipt.integer("countsFrom"),
              Long.MAX_VALUE));
    } else if (wish.action().equals("removeOperator")) {
      long until = receipt.integer("countsFrom");
      terms.replaceAll(
          term ->
              term.operator().equals(wish.text("operator")) && term.until() == Long.MAX_VALUE
                  ? new Term(term.operator(), term.owner(), term.rateE18(), term.since(), until)
                  : term);
      terms.removeIf(term -> term.until() <= term.since());
    }
  }

  Term term(String operator, long hour) {
    return terms.stream()
        .filter(term -> term.operator().equals(operator) && term.has(hour))
        .findFirst()
        .orElseThrow(() -> new Difference(operator + " is no operator at " + hour));
  }

  /**
   * When an hour's shares come in, all changes of the hour and before are in force, and later ones
   * only where they have waited a day for its sealing.
   *
   * @param applied when changes came in force, by their ids
   */
  void checkOrder(String operator, long hour, Map<String, Long> applied) {
    for (PoolVotes.Change change : changes.values()) {
      if (change.operator().equals(operator) || change.source().equals(operator)) {
        Long at = applied.get(change.id());
        boolean isRight =
            change.hour() <= hour
                ? at != null
                : at == null || at > change.hour() + MOST_WAITING - MOST_OFF;
        Difference.check(
            isRight, "shares of " + operator + " of " + hour + ", and " + change + " at " + at);
      }
    }
  }

  /** In the order in which they began. */
  List<Term> terms() {
    return terms;
  }

  PoolVotes.Change change(String id) {
    PoolVotes.Change change = changes.get(id);
    if (change == null) {
      throw new Difference("there is no change " + id);
    }
    return change;
  }

  /** What a request asked for. */
  Wish wish(String name) {
    return requests.named(name).wish();
  }

  /** What is stored is what was asked for and answered, no more and no less. */
  void check() {
    checkTerms();
    SortedMap<String, String> expected = new TreeMap<>();
    receipts.forEach((name, receipt) -> expect(name, receipt, expected));
    SortedMap<String, String> actual = new TreeMap<>();
    changes.forEach(
        (id, change) -> {
          if (!id.startsWith("trim:")) {
            actual.put(id, change.toString());
          }
        });
    Difference.check(expected, actual, "changes that were signed");
    for (PoolRequests.Asked asked : requests.done()) {
      boolean isKept = receipts.containsKey(asked.name());
      Difference.check(isKept, asked + " was answered, but is not done");
    }
  }

  private void expect(String name, Fields receipt, SortedMap<String, String> expected) {
    Wish wish = requests.named(name).wish();
    long at = receipt.integer("createdAt");
    boolean isRate = wish.action().equals("setCommission");
    if (isRate || wish.action().endsWith("delegate")) {
      long time = change(name).time();
      boolean isInTime =
          isRate ? time >= (at / HOUR + 1) * HOUR : time >= at && time - at < MOST_OFF;
      Difference.check(isInTime, wish + " of " + at + " counts from " + time);
      Difference.check(change(name).hour(), receipt.integer("countsFrom"), "hour of " + wish);
      boolean isMove = wish.action().equals("redelegate");
      expected.put(
          name,
          new PoolVotes.Change(
                  name,
                  wish.action(),
                  wish.text("curator"),
                  wish.text("source"),
                  wish.text(isMove ? "target" : "operator"),
                  new BigInteger(wish.text(isRate ? "rateE18" : "votes")),
                  time)
              .toString());
    }
  }

  private void checkTerms() {
    SortedMap<String, String> expected = new TreeMap<>();
    for (Term term : terms) {
      expected.put(
          term.operator() + " " + term.since(),
          term.owner() + " until " + (term.until() == Long.MAX_VALUE ? null : term.until()));
    }
    SortedMap<String, String> actual = new TreeMap<>();
    Fields operators =
        site.store()
            .get(Paths.poolTerms(Setting.CHAIN))
            .map(document -> document.fields().map("operators"))
            .orElse(Fields.EMPTY);
    for (String operator : operators.values().keySet()) {
      Fields own = operators.map(operator);
      for (String since : own.values().keySet()) {
        Fields term = own.map(since);
        actual.put(
            operator + " " + Long.parseLong(since),
            term.string("owner") + " until " + term.optionalInteger("until"));
      }
    }
    Difference.check(expected, actual, "terms of operators");
  }
}
