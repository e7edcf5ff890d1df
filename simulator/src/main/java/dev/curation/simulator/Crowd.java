package dev.curation.simulator;

import com.google.gson.Gson;
import dev.curation.chain.CollectionId;
import dev.curation.documents.Paths;
import dev.curation.documents.Queries;
import dev.curation.functions.CastVote;
import dev.curation.signing.TypedMessage;
import dev.curation.simulation.SimulatedChain.Emitted;
import dev.curation.store.Fields;
import dev.curation.store.Query;
import dev.curation.store.StoredDocument;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** People stake tokens and vote for collections. */
final class Crowd implements Feature {
  private static final String STAKED =
      "0x8acf475137e0cd74ca7f611d16b1e6383ec9a9c71a8e5b85967781b9c7214d11";
  private static final String UN_STAKED =
      "0x79d3df6837cc49ff0e09fd3258e6e45594e0703445bb06825e9d75156eaee8f0";
  private static final BigInteger TOKEN = BigInteger.TEN.pow(18);

  private final World world;
  private final Client client;
  private final Set<String> accepted = new HashSet<>();
  private int transactions;
  private long nonce;
  private int refused;

  Crowd(World world) {
    this.world = world;
    this.client = new Client(world, world.main());
  }

  /** Everybody stakes something to begin with. */
  @Override
  public void plan() {
    world.people().forEach(person -> stake(person, STAKED, 20 + world.dice().below(200)));
  }

  @Override
  public void act() {
    Dice dice = world.dice();
    Person person = dice.any(world.people());
    switch (dice.below(8)) {
      case 0 -> stake(person, UN_STAKED, 1 + dice.below(60));
      case 1 -> stake(person, STAKED, 1 + dice.below(60));
      default -> vote(person, dice.any(Setting.COLLECTIONS), 1 + dice.below(40), dice.oneIn(3));
    }
  }

  private void stake(Person person, String event, int tokens) {
    BigInteger amount = TOKEN.multiply(BigInteger.valueOf(tokens));
    // A stake tells its duration too: none.
    String data = "0x" + Words.word(amount) + (event.equals(STAKED) ? Words.word(0) : "");
    world
        .chain(Setting.CHAIN)
        .send(
            new Emitted(
                "stake " + ++transactions,
                Setting.STAKING.address(),
                List.of(event, Words.topic(person.address())),
                data));
  }

  private void vote(Person person, CollectionId collection, long votes, boolean isBack) {
    BigInteger deadline = BigInteger.valueOf(1L << 40);
    BigInteger number = BigInteger.valueOf(++nonce);
    byte[] digest =
        new TypedMessage()
            .address("user", person.address())
            .address("collection", collection.address())
            .uint256("votes", BigInteger.valueOf(votes))
            .uint256("nonce", number)
            .uint256("deadline", deadline)
            .digest(isBack ? "Unvote" : "Vote", collection.chainId(), Setting.STAKING.address());
    Map<String, String> body = new LinkedHashMap<>();
    body.put("action", isBack ? "unvote" : "vote");
    body.put("chainId", collection.chainId().toString());
    body.put("user", person.hex());
    body.put("collection", collection.address().hex());
    body.put("votes", Long.toString(votes));
    body.put("nonce", number.toString());
    body.put("deadline", deadline.toString());
    body.put("signature", person.sign(digest).hex());
    String id = collection.chainId() + ":vote:" + TypedMessage.hex(digest);
    client.ask(
        CastVote::new, Call.post("/CastVote", new Gson().toJson(body)), answer -> hear(id, answer));
  }

  private void hear(String id, Call.Answer answer) {
    // Who has sent the same message before and was not answered is told that its nonce was used.
    if (answer.isDone() || answer.status() == 409) {
      Difference.check(accepted.add(id), "a vote was booked twice: " + id);
      Difference.check(!answer.isDone() || answer.body().contains(id), id + ": " + answer);
    } else {
      Difference.check(answer.status() == 422, "a vote was answered " + answer);
      refused++;
    }
  }

  @Override
  public void check() {
    Set<String> signed = new HashSet<>();
    SortedMap<String, Long> held = new TreeMap<>();
    for (StoredDocument event : world.main().store().query(Query.inGroup(Paths.LEDGER))) {
      Fields fields = event.fields();
      if (fields.has("userAddress") && !fields.flag("isDeleted") && fields.has("basis")) {
        signed.add(event.path().id());
      }
    }
    Difference.check(accepted, signed, "votes that were answered and votes that were booked");
    for (Person person : world.people()) {
      world
          .main()
          .store()
          .get(Paths.staker(Setting.CHAIN, Setting.STAKING.address(), person.address()))
          .ifPresent(staker -> checkBacked(person, staker.fields(), held));
    }
    world.count("votes booked", signed.size());
    world.count("votes refused", refused);
  }

  private void checkBacked(Person person, Fields staker, SortedMap<String, Long> held) {
    long votes = 0;
    for (StoredDocument each :
        world
            .main()
            .store()
            .query(
                Queries.stakerVotes(Setting.CHAIN, Setting.STAKING.address(), person.address()))) {
      votes += each.fields().integer("votes");
      held.put(person + " " + each.path().id(), each.fields().integer("votes"));
    }
    Difference.check(staker.integer("votes"), votes, "votes of " + person);
    Difference.check(
        votes <= staker.integer("stakePower"),
        person + " has more votes than stake power: " + staker);
    Difference.check(!staker.flag("isSettling"), person + " is still being settled");
  }
}
