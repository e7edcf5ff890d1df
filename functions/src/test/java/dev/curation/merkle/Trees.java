package dev.curation.merkle;

import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.money.Wei;
import dev.curation.time.BlockHour;
import dev.curation.time.Week;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Trees and accounts for tests. */
final class Trees {
  static final Week PERIOD = Week.of(1_700_000_000_000L);
  private static final BlockHour FROM = new BlockHour(PERIOD.start());
  private static final BlockHour UNTIL = new BlockHour(PERIOD.end());
  private static final TreeHeader HEADER =
      new TreeHeader(
          new ChainId(1),
          new Address("0x" + "d1".repeat(20)),
          Address.ZERO,
          PERIOD,
          3,
          null,
          "ab".repeat(32));

  private Trees() {}

  static Address account(Random random) {
    byte[] bytes = new byte[Address.BYTES];
    random.nextBytes(bytes);
    return Address.ofBytes(bytes);
  }

  /** From one wei to all that fits into a word. */
  static Wei amount(Random random) {
    return Wei.of(new BigInteger(1 + random.nextInt(256), random).max(BigInteger.ONE));
  }

  /** In no order. */
  static List<Entitlement> entitlements(int count, long seed) {
    Random random = new Random(seed);
    return new ArrayList<>(
        IntStream.range(0, count)
            .mapToObj(i -> new Entitlement(account(random), amount(random)))
            .toList());
  }

  /** Of small amounts, whose sum fits into a word. */
  static ClaimTree tree(int accounts) {
    Random random = new Random(accounts);
    SortedMap<Address, Wei> amounts = new TreeMap<>();
    while (amounts.size() < accounts) {
      amounts.put(account(random), Wei.of(1 + random.nextInt(1_000_000)));
    }
    return tree(amounts);
  }

  static ClaimTree tree(SortedMap<Address, Wei> amounts) {
    Wei sum = amounts.values().stream().reduce(Wei.ZERO, Wei::plus);
    TreeSources sources =
        new TreeSources(
            List.of(
                new TreeSources.Collected(
                    new Address("0x" + "c0".repeat(20)),
                    FROM,
                    UNTIL,
                    sum.minus(Wei.of(1)),
                    "cd".repeat(32))),
            new TreeSources.Paid(1, Wei.of(1), "ef".repeat(32)));
    return ClaimTree.of(HEADER, sources, List.of(), amounts);
  }

  static byte[] file(ClaimTree tree) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    var unused = TreeFile.write(tree, bytes);
    return bytes.toByteArray();
  }
}
