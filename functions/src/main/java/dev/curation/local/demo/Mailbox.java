package dev.curation.local.demo;

import dev.curation.local.EmulatorException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;

/** The vendors: some deliveries are lost, come twice, or late and in another order. */
final class Mailbox {
  private static final int LATEST = 4;

  private final Post post;
  private final RandomGenerator random;
  private final List<Held> held = new ArrayList<>();
  private int delivered;
  private int doubled;
  private int lost;
  private int late;
  private long orphaned;
  private long rejected;

  private record Held(Letter letter, int due) {}

  Mailbox(Post post, RandomGenerator random) {
    this.post = post;
    this.random = random;
  }

  int delivered() {
    return delivered;
  }

  int doubled() {
    return doubled;
  }

  int lost() {
    return lost;
  }

  int late() {
    return late;
  }

  /** How many facts the backend marked as off the chain. */
  long orphaned() {
    return orphaned;
  }

  /** How many logs the backend could not decode. */
  long rejected() {
    return rejected;
  }

  boolean isEmpty() {
    return held.isEmpty();
  }

  /**
   * Takes what there is to tell of logs; each letter holds those of one block.
   *
   * @param sure whether they are delivered at once
   */
  void take(List<RawLog> logs, boolean removed, boolean sure, int step) {
    List<Letter> letters = new ArrayList<>();
    logs.stream()
        .map(RawLog::blockHash)
        .distinct()
        .forEach(
            block ->
                letters.add(
                    write(
                        logs.stream().filter(log -> log.blockHash().equals(block)).toList(),
                        removed)));
    for (Letter letter : letters) {
      int fate = random.nextInt(20);
      if (sure) {
        held.add(new Held(letter, step));
      } else if (fate == 0) {
        lost++;
      } else {
        boolean waits = fate < 5;
        late += waits ? 1 : 0;
        held.add(new Held(letter, waits ? step + random.nextInt(1, LATEST) : step));
      }
      if (!sure && fate >= 18) {
        doubled++;
        held.add(new Held(letter, step + random.nextInt(LATEST)));
      }
    }
  }

  private Letter write(List<RawLog> logs, boolean removed) {
    return random.nextBoolean()
        ? Letter.alchemy(logs, removed)
        : Letter.moralis(logs, removed, random.nextBoolean());
  }

  /**
   * Delivers what is due, several at once; returns it when all is answered.
   *
   * @param meanwhile is done at the same time
   */
  List<Letter> deliver(int step, List<Callable<Void>> meanwhile) {
    List<Letter> due = new ArrayList<>();
    held.stream().filter(h -> h.due() <= step).forEach(h -> due.add(h.letter()));
    held.removeIf(h -> h.due() <= step);
    Collections.shuffle(due, Random.from(random));
    List<Post.Request> requests =
        due.stream()
            .map(
                l ->
                    new Post.Request(
                        "/webhooks/" + l.vendor(), l.header(), l.signature(), l.body()))
            .toList();
    for (Post.Answer answer : post.all(requests, meanwhile)) {
      if (!answer.isDone()) {
        throw new EmulatorException(
            "A delivery was refused with " + answer.status() + ": " + answer.body(), null);
      }
      orphaned += answer.number("orphaned");
      rejected += answer.number("rejected");
    }
    delivered += due.size();
    return due;
  }
}
