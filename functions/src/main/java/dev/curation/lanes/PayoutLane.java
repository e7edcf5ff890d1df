package dev.curation.lanes;

import dev.curation.chain.Address;
import dev.curation.chain.LaneId;
import dev.curation.money.Denom;
import dev.curation.store.Fields;
import dev.curation.store.MalformedDocumentException;
import dev.curation.store.StoredDocument;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The payout side's own document of a lane.
 *
 * @param sender the account on the payout chain from which the lane's wei come
 * @param receiver the account that they come to, and that pays curators
 * @param tokens by denomination of the lane, what it is paid in: a token's contract, or native
 * @param payoutDenoms what may be paid out; null: everything
 * @param tokenTimeoutHours a batch that waits longer for its wei raises an alarm
 * @param firstBlock where looking for the lane's tokens begins on the payout chain
 */
public record PayoutLane(
    LaneId id,
    Address sender,
    Address receiver,
    SortedMap<Denom, Denom> tokens,
    @Nullable Set<Denom> payoutDenoms,
    long tokenTimeoutHours,
    long firstBlock) {
  public PayoutLane {
    tokens = Collections.unmodifiableSortedMap(new TreeMap<>(tokens));
  }

  static PayoutLane decode(LaneId id, StoredDocument document) {
    return MalformedDocumentException.decode(
        document,
        fields -> {
          SortedMap<Denom, Denom> tokens = new TreeMap<>();
          Fields stored = fields.map("tokens");
          for (String denom : stored.values().keySet()) {
            tokens.put(new Denom(denom), new Denom(stored.string(denom)));
          }
          return new PayoutLane(
              id,
              Address.parse("sender", fields.string("sender")),
              Address.parse("receiver", fields.string("receiver")),
              tokens,
              Lane.denoms(fields, "payoutDenoms"),
              fields.integer("tokenTimeoutHours"),
              fields.integer("firstBlock"));
        });
  }

  Fields.Builder encode() {
    Fields.Builder stored = Fields.builder();
    for (Map.Entry<Denom, Denom> each : tokens.entrySet()) {
      stored.put(each.getKey().name(), each.getValue().name());
    }
    return Fields.builder()
        .put("sender", sender.hex())
        .put("receiver", receiver.hex())
        .put("tokens", stored.build())
        .put("payoutDenoms", Lane.list(payoutDenoms))
        .put("tokenTimeoutHours", tokenTimeoutHours)
        .put("firstBlock", firstBlock);
  }

  /** What may be paid out, and is known how. */
  boolean pays(Denom denom) {
    return tokens.containsKey(denom) && (payoutDenoms == null || payoutDenoms.contains(denom));
  }

  /** What a denomination of the lane is paid in. */
  Denom paidIn(Denom denom) {
    return java.util.Objects.requireNonNull(tokens.get(denom));
  }
}
