package dev.curation.bench;

import dev.curation.pools.PoolRequest;
import dev.curation.pools.Receipt;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What all clients have asked and been answered. */
final class PoolsLog {
  private static final int REMEMBERED = 256;

  private final Map<String, Receipt> answers = new ConcurrentHashMap<>();
  private final AtomicReferenceArray<@Nullable PoolRequest> recent =
      new AtomicReferenceArray<>(REMEMBERED);
  private final AtomicInteger next = new AtomicInteger();
  private final Map<String, Queue<Long>> nanos = new ConcurrentHashMap<>();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final Queue<BigInteger> fees = new ConcurrentLinkedQueue<>();
  private final LongAdder busy = new LongAdder();

  /** A request that is about to be sent: from now on others may send it too. */
  void asking(PoolRequest request) {
    recent.set(Math.floorMod(next.getAndIncrement(), REMEMBERED), request);
  }

  /** One of the latest requests, done or under way; null before the first. */
  @Nullable PoolRequest again(RandomGenerator random) {
    return recent.get(random.nextInt(Math.clamp(next.get(), 1, REMEMBERED)));
  }

  void answered(PoolRequest request, Receipt receipt) {
    Receipt before =
        answers.putIfAbsent(
            request.message().action().signer() + ":" + request.message().requestId(), receipt);
    if (before != null && !before.equals(receipt)) {
      failures.add("two answers to one request: " + before + " and " + receipt);
    }
  }

  void took(String kind, long elapsed) {
    nanos.computeIfAbsent(kind, any -> new ConcurrentLinkedQueue<>()).add(elapsed);
  }

  void applied(BigInteger feesWei) {
    fees.add(feesWei);
  }

  void busy() {
    busy.increment();
  }

  void failed(String what) {
    failures.add(what);
  }

  Map<String, Receipt> answers() {
    return Collections.unmodifiableMap(answers);
  }

  BigInteger fees() {
    return fees.stream().reduce(BigInteger.ZERO, BigInteger::add);
  }

  List<String> failures() {
    return List.copyOf(failures);
  }

  /** Requests given up because others kept changing the pool. */
  long givenUp() {
    return busy.sum();
  }

  /** The times of each kind of request, nanoseconds, shortest first. */
  Map<String, long[]> times() {
    Map<String, long[]> times = new TreeMap<>();
    nanos.forEach((kind, each) -> times.put(kind, sorted(each)));
    return times;
  }

  private static long[] sorted(Queue<Long> times) {
    long[] sorted = times.stream().mapToLong(time -> time).toArray();
    Arrays.sort(sorted);
    return sorted;
  }
}
