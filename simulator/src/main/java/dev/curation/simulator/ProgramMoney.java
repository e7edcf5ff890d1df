package dev.curation.simulator;

import com.google.gson.JsonObject;
import dev.curation.chain.Address;
import dev.curation.chain.ChainLog;
import dev.curation.documents.Paths;
import dev.curation.documents.ProgramQueries;
import dev.curation.store.Fields;
import dev.curation.store.Query;
import dev.curation.store.StoredDocument;
import java.math.BigInteger;
import java.util.SortedMap;
import java.util.TreeMap;

/** Deposits, payments and the treasury of programs, counted once more from chain and receipts. */
final class ProgramMoney {
  private final World world;
  private final ProgramTreasury treasury;
  private final ProgramPast past;
  private final ProgramRecount recount;
  private final SortedMap<String, BigInteger> deposited = new TreeMap<>();
  private final SortedMap<String, BigInteger> locked = new TreeMap<>();
  private final SortedMap<String, BigInteger> withdrawn = new TreeMap<>();

  /** By payment: to whom, and how much. */
  private final SortedMap<String, String> payments = new TreeMap<>();

  private final SortedMap<String, BigInteger> received = new TreeMap<>();

  /** What arrived and is nobody's. */
  private BigInteger found = BigInteger.ZERO;

  ProgramMoney(World world, ProgramTreasury treasury, ProgramPast past, ProgramRecount recount) {
    this.world = world;
    this.treasury = treasury;
    this.past = past;
    this.recount = recount;
  }

  void check() {
    countDeposits();
    countWithdrawals();
    countPrograms();
    countClaims();
    checkFunds();
    checkPayments();
  }

  private void countDeposits() {
    for (ChainLog log : world.chain(Setting.CHAIN).chain().logs()) {
      if (ProgramTreasury.isDeposit(log)) {
        String from = "0x" + log.topics().get(1).substring(26);
        BigInteger amount = ProgramTreasury.amount(log);
        if (from.equals(Address.ZERO.hex()) || log.blockNumber() < past.firstBlock()) {
          found = found.add(amount);
        } else {
          deposited.merge(from, amount, BigInteger::add);
        }
      }
    }
  }

  private void countWithdrawals() {
    for (Fields receipt : past.receipts("WithdrawFunds")) {
      Fields result = receipt.map("result");
      BigInteger amount = ProgramBalance.wei(result, "amountWei");
      withdrawn.merge(receipt.string("who"), amount, BigInteger::add);
      owe(result.string("paymentId"), receipt.string("who"), amount);
    }
    for (JsonObject order : past.returned()) {
      BigInteger amount = order.get("amountWei").getAsBigInteger();
      withdrawn.merge(order.get("owner").getAsString(), amount, BigInteger::add);
      owe(
          "programs:" + Setting.CHAIN + ":return:" + order.get("requestId").getAsString(),
          order.get("to").getAsString(),
          amount);
    }
  }

  private void countPrograms() {
    past.offers()
        .forEach(
            (id, offer) -> {
              ProgramRecount.Counted counted = recount.programs().get(id);
              String creator = offer.creator().hex();
              locked.merge(creator, offer.total(), BigInteger::add);
              owe(
                  "program:" + id + ":refund",
                  creator,
                  counted == null ? offer.total() : counted.refunded());
            });
  }

  private void countClaims() {
    for (String action : new String[] {"ClaimRewards", "ClaimAllRewards"}) {
      for (Fields receipt : past.receipts(action)) {
        Fields result = receipt.map("result");
        if (result.has("paymentId")) {
          BigInteger total = ProgramBalance.wei(result.map("totals"), Campaigns.ASSET.toString());
          owe(result.string("paymentId"), receipt.string("who"), total);
        }
      }
    }
  }

  private void owe(String payment, String to, BigInteger amount) {
    if (amount.signum() > 0) {
      payments.put(payment, to + " " + amount);
      received.merge(to, amount, BigInteger::add);
    }
  }

  private static BigInteger of(SortedMap<String, BigInteger> amounts, String who) {
    return amounts.getOrDefault(who, BigInteger.ZERO);
  }

  private void checkFunds() {
    SortedMap<String, String> expected = new TreeMap<>();
    BigInteger there = found;
    for (String owner : deposited.keySet()) {
      BigInteger left =
          of(deposited, owner).subtract(of(locked, owner)).subtract(of(withdrawn, owner));
      there = there.add(left);
      expected.put(
          owner,
          String.join(
              " ",
              of(deposited, owner).toString(),
              left.toString(),
              of(locked, owner).toString(),
              of(withdrawn, owner).toString()));
    }
    SortedMap<String, String> actual = new TreeMap<>();
    for (StoredDocument document :
        world.main().store().query(ProgramQueries.funds(Campaigns.ASSET))) {
      Fields funds = document.fields();
      actual.put(
          document.path().id(),
          String.join(
              " ",
              funds.string("depositedWei"),
              funds.string("availableWei"),
              funds.string("lockedWei"),
              funds.string("withdrawnWei")));
    }
    Difference.check(expected, actual, "deposited, available, locked, withdrawn");
    for (ProgramRecount.Counted program : recount.programs().values()) {
      there = there.add(program.escrow());
    }
    Difference.check(there, treasury.balance(), "tokens in the treasury");
  }

  private void checkPayments() {
    SortedMap<String, String> actual = new TreeMap<>();
    for (StoredDocument payment : world.main().store().query(Query.in(Paths.PAYMENTS))) {
      Fields transfers = payment.fields().map("transfers");
      if (transfers.has(ProgramTreasury.DENOM.name())) {
        Fields transfer = transfers.map(ProgramTreasury.DENOM.name());
        actual.put(payment.path().id(), transfer.string("to") + " " + transfer.string("amountWei"));
      }
    }
    Difference.check(payments, actual, "payments of programs");
    SortedMap<String, BigInteger> got = new TreeMap<>();
    for (String who : received.keySet()) {
      got.put(who, world.payer(Setting.CHAIN).received(new Address(who), ProgramTreasury.DENOM));
    }
    Difference.check(received, got, "tokens that programs' people have got");
    world.count("payments of programs made", payments.size());
  }
}
