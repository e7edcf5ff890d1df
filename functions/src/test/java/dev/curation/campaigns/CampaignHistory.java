package dev.curation.campaigns;

import dev.curation.chain.CollectionId;
import dev.curation.programs.Activity;
import dev.curation.programs.ProgramRequest;
import dev.curation.programs.RequestedAction;
import dev.curation.staking.StakeFacts;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What may happen around reward programs, at random; the same seed gives the same. */
final class CampaignHistory {
  static final long START = 1_700_000_000_000L;
  static final long HOUR = 3_600_000;
  static final long TEN_MINUTES = 600_000;
  static final List<String> USERS = List.of("ann", "ben", "cat", "dan", "eve", "fay", "pot");
  static final List<String> CREATORS = List.of("carl", "cora");
  static final CollectionId OTHER =
      new CollectionId(CampaignWorld.CHAIN, StakeFacts.address(0x70cf));
  static final List<CollectionId> ASSETS = List.of(CampaignWorld.TOKEN, OTHER);
  static final BigInteger RICH = BigInteger.TEN.pow(32);

  final Random random;
  long now = START;

  CampaignHistory(long seed) {
    random = new Random(seed);
  }

  /** A collection or a contract. */
  static String place(int number) {
    return StakeFacts.address(0x100_000L + number).hex();
  }

  static String hex(String name) {
    return CampaignWorld.person(name).hex();
  }

  <T> T any(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  boolean oneIn(int many) {
    return random.nextInt(many) == 0;
  }

  /** Times with several events, just before and at the ends of periods, and long silences. */
  void pass() {
    switch (random.nextInt(12)) {
      case 0, 1 -> now = (now / TEN_MINUTES + 1) * TEN_MINUTES;
      case 2 -> now = (now / HOUR + 1) * HOUR - random.nextInt(2);
      case 3 -> now += oneIn(25) ? 200 * HOUR : HOUR / 2;
      case 4 -> now += oneIn(12) ? HOUR * random.nextInt(30) : 1;
      default -> now += random.nextInt(3) * 60_000L;
    }
  }

  Activity event(long at) {
    String who = hex(any(USERS));
    String collection = place(random.nextInt(5));
    BigInteger few = BigInteger.valueOf(random.nextInt(4));
    String favoured = oneIn(3) ? null : collection;
    String contract = place(10 + random.nextInt(2));
    return switch (random.nextInt(9)) {
      case 0 -> Activity.unVote(at, who, collection, few);
      case 1 -> Activity.unStake(at, who, contract, favoured, few);
      case 2, 3 -> Activity.stake(at, who, contract, favoured, few);
      case 4, 5 -> Activity.sale(at, who, hex(any(USERS)), collection);
      default -> Activity.vote(at, who, collection, few);
    };
  }

  ProgramRequest request(String creator) {
    String asset = any(ASSETS).toString();
    long periods = 1L + random.nextInt(4);
    BigInteger small = BigInteger.valueOf(periods + random.nextInt(2_000));
    BigInteger total = oneIn(2) ? small.multiply(BigInteger.TEN.pow(26)).add(small) : small;
    if (oneIn(12)) {
      total = RICH.multiply(RICH);
    }
    List<RequestedAction> actions = new ArrayList<>();
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      actions.add(action());
    }
    return new ProgramRequest(
        "title",
        "description",
        hex(creator),
        asset,
        total,
        oneIn(3) ? total.divide(BigInteger.valueOf(7)).max(BigInteger.ONE) : total,
        oneIn(12) ? place(0).replace("0x", CampaignWorld.CHAIN + ":0x") : asset,
        oneIn(3) ? now : (now / TEN_MINUTES + random.nextInt(9)) * TEN_MINUTES,
        periods,
        3_600 + 600L * random.nextInt(9),
        random.nextInt(4),
        3_600L * (1 + random.nextInt(12)),
        oneIn(2) ? 1_000 : random.nextInt(3) * 5_000L,
        oneIn(3) ? total.divide(BigInteger.valueOf(1 + random.nextInt(20))) : null,
        actions);
  }

  private RequestedAction action() {
    String type = any(List.of("VOTE", "VOTE", "STAKE", "SALE"));
    BigInteger least = oneIn(2) ? BigInteger.ZERO : BigInteger.valueOf(random.nextInt(4));
    long low = oneIn(2) ? 0 : random.nextInt(4) * 2_000L;
    long minimum = random.nextInt(3);
    return new RequestedAction(
        type,
        minimum,
        Math.max(1, minimum + random.nextInt(6)),
        least,
        type.equals("STAKE") && oneIn(3) ? least.add(BigInteger.valueOf(random.nextInt(6))) : null,
        low,
        oneIn(2) ? 10_000 : low + random.nextInt(3) * 2_000L,
        oneIn(3) ? "STAKE" : null,
        type.equals("SALE") && !oneIn(3) ? any(List.of("BUYER", "SELLER", "BOTH")) : null,
        type.equals("VOTE") ? any(List.of(0L, 0L, 1L, 7L, 1_000_000L)) : 0);
  }
}
