package dev.curation.local.demo;

import dev.curation.chain.Address;
import dev.curation.chain.CollectionId;
import dev.curation.local.EmulatorException;
import dev.curation.local.TestWallet.Member;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Signs what people ask and sends it to the functions, which must do it. */
final class PoolClient {
  private static final long HOUR_SECONDS = 3_600;

  private final Post post;
  private final CollectionId collection;
  private final Address contract;
  private final Map<String, Long> held = new HashMap<>();
  private int sent;

  PoolClient(Post post, CollectionId collection, Address contract) {
    this.post = post;
    this.collection = collection;
    this.contract = contract;
  }

  /** A request that is not sent yet. */
  record Asked(PoolPerson person, String type, List<Member> members) {}

  static Member address(String name, PoolPerson person) {
    return new Member(name, "address", person.hex());
  }

  static Member none(String name) {
    return new Member(name, "address", Address.ZERO.hex());
  }

  static Member number(String name, String value) {
    return new Member(name, "uint256", value);
  }

  /** How many requests were sent. */
  int sent() {
    return sent;
  }

  /** Somebody's votes for the collection. */
  long held(PoolPerson person) {
    return held.getOrDefault(person.hex(), 0L);
  }

  /**
   * @param votes negative: taken back
   * @param now milliseconds
   */
  void vote(PoolPerson person, long votes, long now) {
    String body =
        person
            .wallet()
            .signedVote(
                votes > 0 ? "vote" : "unvote",
                collection,
                Math.abs(votes),
                ++sent,
                now / 1000 + HOUR_SECONDS,
                contract);
    send(List.of(new Post.Request("/CastVote", "", "", body)));
    held.merge(person.hex(), votes, Long::sum);
  }

  /** Sends requests to the pool, all at once. */
  void ask(List<Asked> requests, long now) {
    List<Post.Request> signed = new ArrayList<>();
    for (Asked each : requests) {
      String body =
          each.person()
              .wallet()
              .signedPoolRequest(
                  each.type(),
                  each.members(),
                  collection.chainId(),
                  "demo-" + ++sent,
                  now / 1000 + HOUR_SECONDS,
                  contract);
      signed.add(new Post.Request("/withdrawals/v1/requests", "", "", body));
    }
    send(signed);
  }

  private void send(List<Post.Request> requests) {
    for (Post.Answer answer : post.all(requests, List.of())) {
      if (!answer.isDone()) {
        throw new EmulatorException(
            "A request was answered " + answer.status() + ": " + answer.body(), null);
      }
    }
  }
}
