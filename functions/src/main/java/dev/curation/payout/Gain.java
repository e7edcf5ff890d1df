package dev.curation.payout;

import java.math.BigInteger;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** What came in at a node, by asset. */
public record Gain(String node, Map<String, BigInteger> amounts) {
  public Gain {
    amounts = Collections.unmodifiableMap(new TreeMap<>(amounts));
  }
}
