package dev.curation.claims;

import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.commits.Act;
import dev.curation.commits.Acts;
import dev.curation.documents.ClaimPaths;
import dev.curation.errors.InvalidValueException;
import dev.curation.money.Denom;
import dev.curation.node.BackOff;
import dev.curation.store.Fields;
import dev.curation.store.Store;
import dev.curation.store.Write;
import dev.curation.time.Week;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What operators order about claims; each order is done once, and recorded. */
public final class ClaimAdministration {
  private final Store store;
  private final InstantSource clock;
  private final BackOff backOff;

  public ClaimAdministration(Store store, InstantSource clock, BackOff backOff) {
    this.store = store;
    this.clock = clock;
    this.backOff = backOff;
  }

  /**
   * Has a chain's rewards claimed by Merkle proof from a period on, for good: what is earned before
   * stays as it was.
   *
   * @param distributor the contract that pays
   * @param from a period that has not begun; null: the next
   * @throws InvalidValueException if it has begun, or the chain's rewards are claimed already
   */
  public Map<String, String> open(
      ChainId chain, Address distributor, @Nullable Week from, Act act) {
    return new Acts(store, clock)
        .once(
            ClaimPaths.act(chain, act.requestId()),
            act,
            backOff,
            record -> {
              long now = clock.millis();
              Week next = new Week(Week.of(now).end());
              Week first = from == null ? next : from;
              if (first.compareTo(next) < 0) {
                throw new InvalidValueException(
                    "from", first.start(), "must not have begun: " + next.start() + " or later");
              }
              ClaimBook.of(store, chain)
                  .ifPresent(
                      book -> {
                        throw new InvalidValueException(
                            "chainId", chain, "has its rewards claimed since " + book.from());
                      });
              Map<String, String> result =
                  Map.of(
                      "chainId", chain.toString(),
                      "distributor", distributor.hex(),
                      "from", first.id());
              List<Write> writes = new ArrayList<>(record.of(result));
              Fields opened = ClaimBook.opened(distributor, first, now);
              writes.add(new Write.Create(ClaimPaths.claims(chain), opened));
              var unused = store.commit(writes);
              return result;
            });
  }

  /**
   * Lets a root that the chain knows no more be proposed once again: it was revoked by mistake.
   *
   * @throws InvalidValueException if the token has no tree
   */
  public Map<String, String> proposeAgain(ChainId chain, Denom denom, Act act) {
    return new Acts(store, clock)
        .once(
            ClaimPaths.act(chain, act.requestId()),
            act,
            backOff,
            record -> {
              TokenRecord token =
                  TokenRecord.of(store, chain, denom)
                      .orElseThrow(
                          () -> new InvalidValueException("token", denom, "has no tree there"));
              Map<String, String> result =
                  Map.of("chainId", chain.toString(), "root", token.root().hex());
              List<Write> writes = new ArrayList<>(record.of(result));
              writes.add(
                  new Write.Update(
                      ClaimPaths.token(chain, denom),
                      TokenRecord.notProposed(clock.millis()),
                      token.time()));
              var unused = store.commit(writes);
              return result;
            });
  }
}
