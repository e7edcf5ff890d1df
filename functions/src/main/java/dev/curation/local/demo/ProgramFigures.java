package dev.curation.local.demo;

import dev.curation.chain.Address;
import dev.curation.documents.ProgramPaths;
import dev.curation.documents.ProgramQueries;
import dev.curation.store.Fields;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the documents of reward programs and the chain say, in the words of the recount. */
final class ProgramFigures {
  private static final int MOST = 1_000;

  private final Store store;
  private final ProgramChain chain;
  private final int programs;
  private final SortedMap<String, String> figures = new TreeMap<>();

  /**
   * @param programs how many there were
   */
  ProgramFigures(Store store, ProgramChain chain, int programs) {
    this.store = store;
    this.chain = chain;
    this.programs = programs;
  }

  static String state(String state, String remaining, String claimed, String refunded) {
    return "%s, %s remain, %s claimed, %s refunded".formatted(state, remaining, claimed, refunded);
  }

  static String clock(
      long planned, long rollovers, long current, long expected, long most, long actual) {
    return String.format(
        Locale.ROOT,
        "%d periods and %d, %d run, expected %d, at most %d, ended %d",
        planned,
        rollovers,
        current,
        expected,
        most,
        actual);
  }

  static String period(String pool, String allocated, long shares, long participants) {
    return "pool %s, allocated %s, %s shares of %s"
        .formatted(pool, allocated, shares, participants);
  }

  static String account(long shares, String counts, String reward, String status) {
    return "%s shares, counted %s, reward %s, %s".formatted(shares, counts, reward, status);
  }

  static String funds(String deposited, String available, String locked, String withdrawn) {
    return "%s deposited, %s available, %s locked, %s withdrawn"
        .formatted(deposited, available, locked, withdrawn);
  }

  static String line(
      String kind,
      long at,
      @Nullable Long period,
      @Nullable String address,
      @Nullable String amount) {
    return kind
        + " "
        + at
        + (period == null ? "" : " period " + period)
        + (address == null ? "" : " " + address)
        + (amount == null ? "" : " " + amount);
  }

  /**
   * Reads all.
   *
   * @param people whose tokens count
   */
  SortedMap<String, String> read(ProgramDeeds deeds, Iterable<String> people) {
    figures.clear();
    for (int id = 1; id <= programs; id++) {
      program(id);
      log(id);
    }
    for (StoredDocument document : store.query(ProgramQueries.funds(chain.asset()))) {
      Fields fields = document.fields();
      figures.put(
          "funds of " + document.path().id(),
          funds(
              fields.string("depositedWei"),
              fields.string("availableWei"),
              fields.string("lockedWei"),
              fields.string("withdrawnWei")));
    }
    deeds.answers.forEach(
        (index, answer) ->
            figures.put(
                "claim " + (index + 1) + " by " + deeds.claims.get(index).person(), answer));
    people.forEach(
        each -> figures.put("tokens of " + each, chain.balance(new Address(each)).toString()));
    figures.put("tokens of the treasury", chain.balance(ProgramChain.treasury()).toString());
    return figures;
  }

  private void program(int id) {
    Optional<StoredDocument> found = store.get(ProgramPaths.program(id));
    String name = "program " + id;
    if (found.isEmpty()) {
      figures.put(name, "deleted");
      return;
    }
    Fields fields = found.get().fields();
    figures.put(
        name,
        state(
            fields.string("state"),
            fields.string("remainingWei"),
            fields.string("claimedWei"),
            fields.string("refundedWei")));
    Long ended = fields.optionalInteger("actualEndMs");
    figures.put(
        name + " clock",
        clock(
            fields.integer("claimPeriods"),
            fields.integer("maxRolloverClaimPeriods"),
            fields.integer("currentClaimPeriod"),
            fields.integer("expectedEndMs"),
            fields.integer("programEndMaxMs"),
            ended == null ? 0 : ended));
    for (StoredDocument period : store.query(ProgramQueries.periods(id, 0, MOST))) {
      period(id, period.fields());
    }
  }

  private void period(int id, Fields fields) {
    long number = fields.integer("period");
    String name = "program " + id + " period " + number;
    figures.put(
        name,
        period(
                fields.string("poolWei"),
                fields.string("allocatedWei"),
                fields.integer("totalShares"),
                fields.integer("participants"))
            + (fields.bool("ended") ? "" : ", open"));
    for (StoredDocument account : store.query(ProgramQueries.accounts(id, number))) {
      Fields state = account.fields();
      SortedMap<String, Long> counts = new TreeMap<>();
      Fields counted = state.map("counters");
      counted.values().keySet().forEach(index -> counts.put(index, counted.integer(index)));
      figures.put(
          name + " of " + account.path().id(),
          account(
              state.integer("shares"),
              counts.toString(),
              String.valueOf(state.optionalString("rewardWei")),
              state.string("status")));
    }
  }

  private void log(int id) {
    List<StoredDocument> entries = store.query(ProgramQueries.log(id, -1, MOST));
    for (StoredDocument entry : entries) {
      Fields fields = entry.fields();
      String line =
          line(
              fields.string("kind"),
              fields.integer("atMs"),
              fields.has("period") ? fields.optionalInteger("period") : null,
              fields.has("address") ? fields.optionalString("address") : null,
              fields.has("amountWei") ? fields.optionalString("amountWei") : null);
      figures.merge(
          "program " + id + " log: " + line,
          "1",
          (before, one) -> Integer.toString(Integer.parseInt(before) + 1));
    }
  }
}
