package dev.curation.local.demo;

import static dev.curation.local.demo.LaneLedger.wei;

import com.google.gson.JsonParser;
import dev.curation.store.Fields;
import dev.curation.store.StoredDocument;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What the demo of a lane came to, beside the recount.
 *
 * @param posted messages of the second batch that were published, copies and altered ones included
 * @param accepted messages that the functions took from both channels
 * @param rejected messages that were refused, by the code of the reason
 * @param orders what operators ordered, with who and why
 * @param tokens on the payout chain: by account, as the chain says
 * @param figures that were counted once more
 * @param differences figures that the recount has otherwise
 */
public record LaneOutcome(
    int sales,
    int votes,
    List<Batch> batches,
    int posted,
    int accepted,
    List<String> rejected,
    List<Order> orders,
    LaneBooks books,
    Map<String, String> tokens,
    List<LaneBooks.Equation> money,
    List<Person> people,
    int figures,
    List<Difference> differences) {

  /** What the story's people know, and the documents do not. */
  record Story(
      List<PoolPerson> curators,
      Deeds deeds,
      LaneDesk desk,
      PoolPerson leaver,
      PoolPerson withdrawer,
      int posted,
      int accepted) {}

  /**
   * A batch on both sides, wei.
   *
   * @param hour counted from 1970
   * @param remainderAtto of its weight, which went back to the pool
   * @param transfers with their states here and there
   */
  public record Batch(
      String seq,
      long hour,
      long curators,
      String wei,
      String remainderAtto,
      Map<String, String> transfers,
      String excessBefore,
      String paid,
      String forfeited,
      String rounding,
      String excessAfter) {
    /** Less than a wei for each. */
    boolean isRounded() {
      return new BigInteger(rounding).compareTo(BigInteger.valueOf(curators)) < 0;
    }
  }

  /** An order of an operator. */
  public record Order(String action, String who, String why) {}

  /** A figure that is not what it should be. */
  public record Difference(String figure, String stored, String recounted) {}

  /**
   * A curator.
   *
   * @param earned the exact share, wei, further digits left out
   * @param again the exact share of excess that was shared out again, wei, likewise
   * @param held on the accrual side for the next batch, wei, further digits left out
   * @param claimable on the payout side
   * @param withdrawn tokens that it has on the payout chain
   * @param difference paid + held - earned - again
   * @param isRight claimable and withdrawn are what the recount gives, and within the bounds
   */
  public record Person(
      String address,
      String note,
      String earned,
      String again,
      String paid,
      String held,
      String claimable,
      String withdrawn,
      String difference,
      boolean isRight) {}

  static LaneOutcome of(LaneLedger ledger, LaneRecount recount, LaneChains chains, Story story) {
    SortedMap<String, String> stored = ledger.figures();
    List<Difference> differences = new ArrayList<>();
    SortedSet<String> names = new TreeSet<>(stored.keySet());
    names.addAll(recount.figures().keySet());
    for (String name : names) {
      String is = stored.getOrDefault(name, "missing");
      String should = recount.figures().getOrDefault(name, "none");
      if (!is.equals(should)) {
        differences.add(new Difference(name, is, should));
      }
    }
    LaneBooks books = LaneBooks.of(ledger);
    BigInteger receiver = chains.balance(LaneChains.RECEIVER.address());
    BigInteger withdrawn = chains.balance(story.withdrawer().address());
    Map<String, String> tokens = new LinkedHashMap<>();
    tokens.put("sender", chains.balance(LaneChains.SENDER.address()).toString());
    tokens.put("receiver", receiver.toString());
    tokens.put("curator " + story.withdrawer().hex(), withdrawn.toString());
    List<Person> people =
        story.curators().stream()
            .map(each -> person(each, ledger, recount, chains, story))
            .toList();
    BigInteger claimable =
        people.stream()
            .map(each -> new BigInteger(each.claimable()))
            .reduce(BigInteger.ZERO, BigInteger::add);
    BigInteger received = wei(ledger.payout(), "receivedWei");
    return new LaneOutcome(
        story.deeds().sales.size(),
        story.deeds().votes.size(),
        batches(ledger),
        story.posted(),
        story.accepted(),
        ledger.rejected().stream().map(LaneOutcome::reason).toList(),
        ledger.acts().stream().map(LaneOutcome::order).toList(),
        books,
        tokens,
        List.of(
            LaneBooks.Equation.of(
                "received = the receiver's tokens + withdrawn", received, receiver.add(withdrawn)),
            LaneBooks.Equation.of(
                "paid = claimable + withdrawn",
                LaneRecount.sum(ledger.paid()),
                claimable.add(withdrawn))),
        people,
        names.size(),
        differences);
  }

  private static String reason(StoredDocument rejected) {
    Fields fields = rejected.fields();
    return fields.string("channel") + ": " + fields.string("code") + ", " + fields.string("field");
  }

  private static Order order(StoredDocument act) {
    Fields fields = act.fields();
    String action =
        JsonParser.parseString(fields.string("order"))
            .getAsJsonObject()
            .get("action")
            .getAsString();
    return new Order(action, fields.string("who"), fields.string("why"));
  }

  private static List<Batch> batches(LaneLedger ledger) {
    List<StoredDocument> settlements = ledger.settlements();
    return ledger.batches().stream()
        .map(
            batch ->
                batch(
                    ledger,
                    batch,
                    settlements.stream()
                        .filter(each -> each.path().id().equals(batch.path().id()))
                        .findFirst()
                        .map(StoredDocument::fields)
                        .orElse(Fields.EMPTY)))
        .toList();
  }

  private static Batch batch(LaneLedger ledger, StoredDocument batch, Fields settlement) {
    Map<String, String> own = new LinkedHashMap<>();
    String seq = batch.path().id();
    for (StoredDocument each : ledger.transfers()) {
      if (Long.toString(each.fields().integer("seq")).equals(seq)) {
        String as = each.fields().optionalString("deliveredAs");
        String known = as == null ? each.path().id() : as;
        String there =
            ledger.inbox().stream()
                .filter(entry -> entry.path().id().equals(known))
                .map(entry -> entry.fields().string("state"))
                .findFirst()
                .orElse("not known");
        own.put(
            each.path().id(),
            each.fields().string("state") + "; there " + there + (as == null ? "" : " as " + as));
      }
    }
    Fields fields = batch.fields();
    return new Batch(
        seq,
        fields.integer("height"),
        fields.integer("curators"),
        fields.string("totalTokensWei"),
        fields.string("remainderAtto"),
        own,
        settlement.string("excessBeforeWei"),
        settlement.string("paidTotalWei"),
        settlement.string("forfeitedTotalWei"),
        settlement.string("roundingWei"),
        settlement.string("excessAfterWei"));
  }

  private static Person person(
      PoolPerson person, LaneLedger ledger, LaneRecount recount, LaneChains chains, Story story) {
    String curator = person.hex();
    BigInteger paid = ledger.paid().getOrDefault(curator, BigInteger.ZERO);
    Exact held =
        new Exact(ledger.held().getOrDefault(curator, BigInteger.ZERO), BigInteger.TEN.pow(18));
    Exact earned = recount.earned(curator);
    Exact again = recount.again(curator);
    Exact more = Exact.of(paid).plus(held).minus(earned).minus(again);
    BigInteger claimable = story.desk().claimable(person.address());
    BigInteger withdrawn = chains.balance(person.address());
    boolean isGone = person.equals(story.leaver());
    return new Person(
        curator,
        isGone ? "gone" : person.equals(story.withdrawer()) ? "has withdrawn" : "",
        earned.text(3),
        again.text(3),
        paid.toString(),
        held.text(3),
        claimable.toString(),
        withdrawn.toString(),
        more.text(3),
        claimable.add(withdrawn).equals(recount.paid(curator))
            && (isGone || recount.isWithinBounds(more)));
  }

  /** Every equation holds, every figure is the recount's, and everybody has what is right. */
  public boolean isRight() {
    return books.equations().stream().allMatch(LaneBooks.Equation::isHolding)
        && money.stream().allMatch(LaneBooks.Equation::isHolding)
        && batches.stream().allMatch(Batch::isRounded)
        && differences.isEmpty()
        && people.stream().allMatch(Person::isRight);
  }
}
