package dev.curation.rewards;

import dev.curation.books.Books;
import dev.curation.books.CheckpointCache;
import dev.curation.books.CuratorTrail;
import dev.curation.chain.Address;
import dev.curation.chain.CollectionId;
import dev.curation.curation.BookTotals;
import dev.curation.money.Votes;
import dev.curation.money.Wei;
import dev.curation.store.Fields;
import dev.curation.store.Store;
import dev.curation.time.BlockHour;
import dev.curation.time.Week;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Why a user got an amount (specs/curation.md, Block 3 to 5). */
final class Explanations {
  private static final String API = "/api/v1/collections/";

  private final Store store;
  private final CheckpointCache checkpoints;

  Explanations(Store store, CheckpointCache checkpoints) {
    this.store = store;
    this.checkpoints = checkpoints;
  }

  /**
   * Of one block: a checkpoint, its pages and at most 24 records; the sales of the page, the user's
   * vote events and the block's reversals.
   *
   * @throws NotFoundException if the hour has no block
   */
  Answer block(
      CollectionId collection,
      BlockHour hour,
      Address user,
      Parameters parameters,
      long sealedUntil,
      long now) {
    CuratorTrail trail = new Books(store, collection, checkpoints).trail(user, hour, hour.next());
    if (trail.steps().isEmpty()) {
      throw new NotFoundException(
          "block", hour.id(), "nothing happened to " + collection + " in the hour of " + hour);
    }
    CuratorTrail.Step step = trail.steps().getFirst();
    BlockEventsPage events = new BlockEventsPage(store, collection, hour);
    Fields.Builder fields =
        head(collection, user, hour.start(), States.of(hour.end(), sealedUntil, now))
            .put("rulesVersion", step.record().rulesVersion())
            .put("amountWei", step.share().toString())
            .put("amountEth", step.share().displayEth())
            .put("sales", events.sales(parameters.limit(), parameters.text("cursor")));
    events.putRest(fields, user);
    fields.put("steps", Answer.values(steps(step).stream().map(Step::fields).toList()));
    return new Answer(fields.build(), hour.end() <= sealedUntil);
  }

  private static Fields.Builder head(
      CollectionId collection, Address user, long start, String state) {
    return Fields.builder()
        .put("collection", collection.toString())
        .put("userAddress", user.hex())
        .put("timestamp", start)
        .put("state", state);
  }

  private static List<Step> steps(CuratorTrail.Step step) {
    BookTotals before = step.before();
    BookTotals after = step.record().totals();
    Wei pot = step.pot().amount();
    Votes votes = step.held().votes();
    List<Step> steps = new ArrayList<>();
    steps.add(
        Step.of(
            "fees",
            "The sales of the hour paid these protocol fees.",
            "sum",
            "feesWei",
            step.fees(),
            "list",
            "sales"));
    steps.addAll(pot(step));
    steps.add(
        Step.of(
            "votes",
            "The user's votes at the end of the hour, after the user's vote events in their order.",
            "votes",
            "votes",
            votes,
            "votesBefore",
            step.votesBefore(),
            "list",
            "voteEvents"));
    steps.add(
        Step.of(
            "share",
            after.votes().isZero()
                ? "Nobody has votes, so nobody gets anything."
                : "The user's part of the pot by votes, rounded down to a whole wei.",
            "floorShare",
            "shareWei",
            step.share(),
            "votes",
            votes,
            "potWei",
            pot,
            "totalVotes",
            after.votes()));
    steps.add(
        Step.of(
            "carry",
            "What the shares of all curators leave of the pot goes into the next block's pot.",
            "subtract",
            "carryWei",
            after.carry(),
            "potWei",
            pot,
            "sharesWei",
            after.distributed().minus(before.distributed())));
    steps.add(
        Step.of(
            "total",
            "What the user has earned of the collection so far.",
            "add",
            "totalWei",
            step.held().total(),
            "totalBeforeWei",
            step.held().total().minus(step.share()),
            "shareWei",
            step.share()));
    return steps;
  }

  /** Fees and carry; where sales are taken back, less those. */
  private static List<Step> pot(CuratorTrail.Step step) {
    BookTotals before = step.before();
    Wei income = step.fees().plus(before.carry());
    Step sum =
        Step.of(
            "income",
            "With what the block before has left over: dust, or all of it if nobody had votes.",
            "add",
            "incomeWei",
            income,
            "feesWei",
            step.fees(),
            "carryBeforeWei",
            before.carry());
    Wei owed = step.reversedFees().plus(before.shortfall());
    Wei takenBack = income.min(owed);
    Step pot =
        Step.of(
            "pot",
            owed.isZero()
                ? "All of it is shared out."
                : "The rest is shared out; what could not be taken back is made up for by later"
                    + " fees.",
            "subtract",
            "potWei",
            step.pot().amount(),
            "incomeWei",
            income,
            "takenBackWei",
            takenBack);
    List<Step> steps = new ArrayList<>(List.of(sum));
    if (!owed.isZero()) {
      steps.addAll(takenBack(step, income, takenBack));
    }
    steps.add(pot);
    return steps;
  }

  private static List<Step> takenBack(CuratorTrail.Step step, Wei income, Wei takenBack) {
    Wei shortfall = step.before().shortfall();
    Wei owed = step.reversedFees().plus(shortfall);
    return List.of(
        Step.of(
            "reversed",
            "Fees of sealed sales that a reorganisation took away.",
            "sum",
            "reversedWei",
            step.reversedFees(),
            "list",
            "reversals"),
        Step.of(
            "owed",
            "With what the blocks before could not take back.",
            "add",
            "owedWei",
            owed,
            "reversedWei",
            step.reversedFees(),
            "shortfallBeforeWei",
            shortfall),
        Step.of(
            "takenBack",
            "Taken back as far as there is something.",
            "min",
            "takenBackWei",
            takenBack,
            "incomeWei",
            income,
            "owedWei",
            owed));
  }

  /**
   * Of one period: a checkpoint, its pages, at most 23 records before the week and 168 in it.
   *
   * @throws NotFoundException if the week has no block
   */
  Answer period(CollectionId collection, Week week, Address user, long sealedUntil, long now) {
    CuratorTrail trail =
        new Books(store, collection, checkpoints)
            .trail(user, new BlockHour(week.start()), new BlockHour(week.end()));
    if (trail.steps().isEmpty()) {
      throw new NotFoundException(
          "period", week.id(), "nothing happened to " + collection + " in the week of " + week);
    }
    Wei amount = trail.steps().stream().map(CuratorTrail.Step::share).reduce(Wei.ZERO, Wei::plus);
    Step sum =
        Step.of(
            "sum",
            "The shares of the blocks of the week.",
            "sum",
            "amountWei",
            amount,
            "list",
            "blocks");
    Function<CuratorTrail.Step, Fields> block = step -> block(collection, user, step);
    Fields fields =
        head(collection, user, week.start(), States.of(week.end(), sealedUntil, now))
            .put("amountWei", amount.toString())
            .put("amountEth", amount.displayEth())
            .put("blocks", Answer.values(trail.steps().stream().map(block).toList()))
            .put("steps", Answer.values(List.of(sum.fields())))
            .build();
    return new Answer(fields, week.end() <= sealedUntil);
  }

  private static Fields block(CollectionId collection, Address user, CuratorTrail.Step step) {
    BookTotals after = step.record().totals();
    BlockHour hour = step.record().hour();
    Wei pot = step.pot().amount();
    Votes votes = step.held().votes();
    return Fields.builder()
        .put("timestamp", hour.start())
        .put("rulesVersion", step.record().rulesVersion())
        .put("feesWei", step.fees().toString())
        .put("carryBeforeWei", step.before().carry().toString())
        .put("potWei", pot.toString())
        .put("votes", votes.count())
        .put("totalVotes", after.votes().count())
        .put("shareWei", step.share().toString())
        .put("remainder", remainder(pot, votes, after.votes()).toString())
        .put("carryAfterWei", after.carry().toString())
        .put("explanation", API + collection + "/blocks/" + hour.id() + "/users/" + user.hex())
        .build();
  }

  /** What the rounding down leaves: votes * pot mod all votes. */
  private static BigInteger remainder(Wei pot, Votes votes, Votes all) {
    return all.isZero()
        ? BigInteger.ZERO
        : pot.value()
            .multiply(BigInteger.valueOf(votes.count()))
            .mod(BigInteger.valueOf(all.count()));
  }
}
