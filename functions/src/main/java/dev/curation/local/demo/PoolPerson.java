package dev.curation.local.demo;

import dev.curation.chain.Address;
import dev.curation.local.TestWallet;
import java.util.ArrayList;
import java.util.List;

/**
 * Somebody in the demo of operators.
 *
 * @param tokens staked, each of which gives a vote
 */
record PoolPerson(String name, TestWallet wallet, long tokens) {
  private static final int DELEGATORS = 5;
  private static final int CURATORS = 5;

  Address address() {
    return wallet.address();
  }

  String hex() {
    return address().hex();
  }

  /** Everybody: the two operators, the owner of the second one, their delegators, the curators. */
  record Cast(
      PoolPerson first,
      PoolPerson second,
      PoolPerson owner,
      List<PoolPerson> firstDelegators,
      List<PoolPerson> secondDelegators,
      List<PoolPerson> curators) {
    static Cast make() {
      List<TestWallet> wallets = TestWallet.first(3 + 2 * DELEGATORS + CURATORS);
      return new Cast(
          new PoolPerson("operator A", wallets.get(0), 1_000),
          new PoolPerson("operator B", wallets.get(1), 700),
          new PoolPerson("owner of B", wallets.get(2), 0),
          several("delegator A", DELEGATORS, wallets, 3),
          several("delegator B", DELEGATORS, wallets, 3 + DELEGATORS),
          several("curator ", CURATORS, wallets, 3 + 2 * DELEGATORS));
    }

    private static List<PoolPerson> several(
        String name, int count, List<TestWallet> wallets, int from) {
      List<PoolPerson> people = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        people.add(new PoolPerson(name + (i + 1), wallets.get(from + i), 100 + 37L * i));
      }
      return List.copyOf(people);
    }

    List<PoolPerson> delegators() {
      List<PoolPerson> all = new ArrayList<>(firstDelegators);
      all.addAll(secondDelegators);
      return all;
    }

    /** Those who vote for the collection. */
    List<PoolPerson> voters() {
      List<PoolPerson> all = new ArrayList<>(List.of(first, second));
      all.addAll(curators);
      return all;
    }

    List<PoolPerson> everybody() {
      List<PoolPerson> all = new ArrayList<>(List.of(first, second, owner));
      all.addAll(delegators());
      all.addAll(curators);
      return all;
    }
  }
}
