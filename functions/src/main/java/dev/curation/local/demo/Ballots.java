package dev.curation.local.demo;

import dev.curation.chain.CollectionId;
import dev.curation.local.ChainDeployment;
import dev.curation.local.EmulatorException;
import dev.curation.local.TestWallet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Accounts that vote and un-vote at random, knowing what the backend has answered them. */
final class Ballots {
  private final Post post;
  private final ChainDeployment contracts;
  private final List<TestWallet> wallets;
  private final RandomGenerator random;
  private final Map<String, Long> available = new HashMap<>();
  private final Map<String, Long> held = new HashMap<>();
  private final Map<String, Set<String>> seen = new HashMap<>();
  private final List<CastBallot> accepted = new ArrayList<>();
  private long nonce;
  private int refused;

  Ballots(Post post, ChainDeployment contracts, List<TestWallet> wallets, RandomGenerator random) {
    this.post = post;
    this.contracts = contracts;
    this.wallets = List.copyOf(wallets);
    this.random = random;
  }

  private record Ballot(TestWallet wallet, CollectionId collection, boolean adds, long votes) {
    String place() {
      return wallet.address() + " " + collection;
    }
  }

  List<CastBallot> accepted() {
    return Collections.unmodifiableList(accepted);
  }

  int refused() {
    return refused;
  }

  /** The votes that an account holds, as far as it knows. */
  long votesOf(int account) {
    return contracts.collections().stream()
        .mapToLong(c -> held.getOrDefault(wallets.get(account).address() + " " + c, 0L))
        .sum();
  }

  /** The backend has answered that it knows a staking transaction, or that it is off the chain. */
  void told(String user, String tx, boolean removed) {
    Set<String> known = seen.computeIfAbsent(user, key -> new HashSet<>());
    boolean unused = removed ? known.remove(tx) : known.add(tx);
  }

  /**
   * Each of the accounts casts one vote or un-vote, all at once.
   *
   * @param millis the time, later than that of all before
   */
  void cast(List<Integer> accounts, long millis) {
    List<Ballot> ballots = accounts.stream().map(account -> fill(wallets.get(account))).toList();
    List<Post.Request> requests =
        ballots.stream().map(ballot -> request(ballot, millis / 1000 + 60)).toList();
    List<Post.Answer> answers = post.all(requests, List.of());
    for (int i = 0; i < ballots.size(); i++) {
      hear(ballots.get(i), answers.get(i), millis);
    }
  }

  private Ballot fill(TestWallet wallet) {
    List<CollectionId> collections = contracts.collections();
    CollectionId collection = collections.get(random.nextInt(collections.size()));
    long has = held.getOrDefault(wallet.address() + " " + collection, 0L);
    boolean adds = has == 0 || random.nextInt(4) > 0;
    long most = adds ? available.getOrDefault(wallet.address().hex(), 100L) : has;
    // Now and then more than there is.
    long votes = random.nextInt(20) == 0 ? most + 1 : 1 + random.nextLong(Math.max(1, most));
    return new Ballot(wallet, collection, adds, votes);
  }

  private Post.Request request(Ballot ballot, long deadline) {
    String body =
        ballot
            .wallet()
            .signedVote(
                ballot.adds() ? "vote" : "unvote",
                ballot.collection(),
                ballot.votes(),
                ++nonce,
                deadline,
                contracts.staker());
    return new Post.Request("/CastVote", "", "", body);
  }

  private void hear(Ballot ballot, Post.Answer answer, long millis) {
    String user = ballot.wallet().address().hex();
    switch (answer.status()) {
      case 200 -> {
        held.put(ballot.place(), answer.number("votes"));
        available.put(user, answer.number("available"));
        long votes = ballot.adds() ? ballot.votes() : -ballot.votes();
        accepted.add(
            new CastBallot(
                ballot.collection().toString(),
                user,
                votes,
                millis,
                seen.getOrDefault(user, Set.of())));
      }
      case 422 -> {
        refused++;
        if (ballot.adds()) {
          available.put(user, answer.number("available"));
        } else {
          held.put(ballot.place(), answer.number("available"));
        }
      }
      default ->
          throw new EmulatorException(
              "CastVote answered " + answer.status() + ": " + answer.body(), null);
    }
  }
}
