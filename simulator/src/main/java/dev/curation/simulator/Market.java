package dev.curation.simulator;

import dev.curation.chain.Address;
import dev.curation.chain.ChainLog;
import dev.curation.chain.CollectionId;
import dev.curation.documents.Paths;
import dev.curation.simulation.SimulatedChain.Emitted;
import dev.curation.store.Fields;
import dev.curation.store.Query;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.web3j.crypto.Hash;

/** People sell NFTs on two exchanges, one of which changes its fee now and then. */
final class Market implements Feature {
  private static final String BOUGHT =
      Hash.sha3String("PunkBought(uint256,uint256,address,address)");
  private static final String TAKEN =
      "0xd1b78f78360698bdfc69fb877fd0dd84d4817dfe3095a8456e6f7ff0f4d51170";
  private static final String RATE =
      "0x45a5a29d28d3452ca649e48ecb93f018866388cb166efa2f14529862d6c30e10";
  private static final BigInteger PER_WHOLE = BigInteger.valueOf(10_000);

  private final World world;
  private final Map<String, Sold> sold = new LinkedHashMap<>();
  private final Map<String, Integer> rates = new LinkedHashMap<>();
  private int transactions;

  /** What a transaction sells, and for how much; of its NFTs the collections, one by one. */
  private record Sold(boolean isFlow, BigInteger wei, List<CollectionId> nfts) {}

  Market(World world) {
    this.world = world;
  }

  @Override
  public void plan() {
    Setting.COLLECTIONS.forEach(
        collection ->
            world
                .main()
                .store()
                .commit(List.of(new Write.Put(Paths.collection(collection), Fields.EMPTY))));
  }

  @Override
  public void act() {
    Dice dice = world.dice();
    if (dice.oneIn(12)) {
      int bps = dice.below(1_000);
      String tx = "rate " + ++transactions;
      rates.put(tx, bps);
      world
          .chain(Setting.CHAIN)
          .send(new Emitted(tx, Setting.FLOW, List.of(RATE), "0x" + Words.word(bps)));
      return;
    }
    for (int sales = 1 + dice.below(3); sales > 0; sales--) {
      sell(dice);
    }
  }

  private void sell(Dice dice) {
    String tx = "sale " + ++transactions;
    BigInteger wei = dice.amount(22);
    if (dice.oneIn(3)) {
      sold.put(tx, new Sold(false, wei, List.of(Setting.COLLECTIONS.getFirst())));
      world.chain(Setting.CHAIN).send(punk(tx, wei));
      return;
    }
    List<CollectionId> nfts =
        dice.shuffled(Setting.COLLECTIONS).subList(0, dice.oneIn(3) ? 1 + dice.below(3) : 1);
    sold.put(tx, new Sold(true, wei, nfts));
    world.chain(Setting.CHAIN).send(flow(tx, wei, nfts));
  }

  private Emitted punk(String tx, BigInteger wei) {
    return new Emitted(
        tx,
        Setting.PUNKS,
        List.of(BOUGHT, Words.topic(transactions), account(0), account(1)),
        "0x" + Words.word(wei));
  }

  private Emitted flow(String tx, BigInteger wei, List<CollectionId> nfts) {
    StringBuilder data =
        new StringBuilder(
            "0x" + Words.word(7) + Words.word(0) + Words.word(wei) + Words.word(0x80));
    data.append(Words.word(nfts.size()));
    for (int i = 0; i < nfts.size(); i++) {
      data.append(Words.word(32L * nfts.size() + 160L * i));
    }
    for (CollectionId collection : nfts) {
      data.append(Words.word(collection.address())).append(Words.word(64)).append(Words.word(1));
      data.append(Words.word(5)).append(Words.word(1));
    }
    return new Emitted(
        tx, Setting.FLOW, List.of(TAKEN, account(0), account(1), Words.topic(0)), data.toString());
  }

  /** Seller or buyer. */
  private String account(int role) {
    Address who = world.people().get((transactions + role) % world.people().size()).address();
    return Words.topic(who);
  }

  /** The ledger's sales are those of the chain, with the fees that the rates of then make. */
  @Override
  public void check() {
    SortedMap<String, String> expected = new TreeMap<>();
    int rate = Setting.FLOW_BPS;
    for (ChainLog log : world.chain(Setting.CHAIN).chain().logs()) {
      String tx = world.chain(Setting.CHAIN).sent(log).tx();
      rate = rates.getOrDefault(tx, rate);
      Sold sale = sold.get(tx);
      if (sale != null) {
        fees(sale, sale.isFlow() ? rate : Setting.PUNKS_BPS)
            .forEach(
                (collection, fee) ->
                    expected.merge(
                        collection + " " + log.id(),
                        fee + " at " + log.timestamp(),
                        (one, other) -> one + " and " + other));
      }
    }
    SortedMap<String, String> actual = new TreeMap<>();
    for (StoredDocument event : world.main().store().query(Query.inGroup(Paths.LEDGER))) {
      Fields fields = event.fields();
      if (fields.string("discriminator").equals("sale") && !fields.flag("isDeleted")) {
        String log = event.path().id().replaceFirst("^(([^:]+:){3}[^:]+):\\d+$", "$1");
        actual.merge(
            Paths.collectionIdOfEvent(event.path()) + " " + log,
            fields.string("protocolFeeWei") + " at " + fields.integer("timestamp"),
            (one, other) -> one + " and " + other);
      }
    }
    Difference.check(expected, actual, "the ledger's sales are not the chain's");
    world.count("sales on the chain", expected.size());
  }

  /** By NFT; what cannot be divided goes to the first. */
  private static Map<CollectionId, BigInteger> fees(Sold sale, int bps) {
    BigInteger fee = sale.wei().multiply(BigInteger.valueOf(bps)).divide(PER_WHOLE);
    BigInteger[] each = fee.divideAndRemainder(BigInteger.valueOf(sale.nfts().size()));
    Map<CollectionId, BigInteger> fees = new LinkedHashMap<>();
    sale.nfts().forEach(collection -> fees.merge(collection, each[0], BigInteger::add));
    fees.merge(sale.nfts().getFirst(), each[1], BigInteger::add);
    return fees;
  }
}
