package dev.curation.simulator;

import dev.curation.chain.Address;
import dev.curation.chain.CollectionId;
import dev.curation.documents.Paths;
import dev.curation.store.Query;
import dev.curation.store.StoredDocument;
import java.math.BigInteger;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Curators withdraw what their votes have earned for themselves. */
final class OwnShares implements Feature {
  private final World world;
  private final Pools pools;
  private int rounds;

  OwnShares(World world, Pools pools) {
    this.world = world;
    this.pools = pools;
  }

  @Override
  public void plan() {}

  @Override
  public void act() {
    Dice dice = world.dice();
    Person person = dice.any(world.people());
    Address to = dice.oneIn(4) ? person.elsewhere() : Address.ZERO;
    pools.requests().ask(wish(person, dice.any(Setting.COLLECTIONS), to));
  }

  private static Wish wish(Person person, CollectionId collection, Address to) {
    return new Wish(person, "withdrawShares")
        .address("curator", person.address())
        .address("collection", collection.address())
        .address("to", to);
  }

  @Override
  public void settle() {
    rounds++;
    for (Person person : world.people()) {
      // Once more, somewhere: there is nothing left.
      for (CollectionId collection :
          rounds == 1 ? Setting.COLLECTIONS : List.of(world.dice().any(Setting.COLLECTIONS))) {
        pools.requests().settle(wish(person, collection, Address.ZERO), rounds == 1);
      }
    }
  }

  /** The sums of what was withdrawn are those of the shares, by person and collection. */
  @Override
  public void check() {
    SortedMap<String, BigInteger> expected = new TreeMap<>();
    pools
        .recount()
        .own()
        .forEach(
            (person, shares) ->
                shares.forEach(
                    (collection, wei) -> {
                      if (wei.signum() > 0) {
                        expected.put(person + "_" + collection, wei);
                      }
                    }));
    SortedMap<String, BigInteger> actual = new TreeMap<>();
    for (StoredDocument document :
        world.main().store().query(Query.in(Paths.pool(Setting.CHAIN).collection("shares")))) {
      actual.put(document.path().id(), new BigInteger(document.fields().string("withdrawnWei")));
    }
    Difference.check(expected, actual, "own shares that were withdrawn");
    world.count("own shares withdrawn", actual.size());
  }
}
