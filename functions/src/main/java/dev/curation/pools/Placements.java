package dev.curation.pools;

import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.decoding.StakingContract;
import dev.curation.documents.Paths;
import dev.curation.staking.Staker;
import dev.curation.staking.StakerAccount;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.MalformedDocumentException;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The votes that one person has placed with operators by signed messages, as read. They compete
 * with the person's votes for collections for the same stake power.
 */
final class Placements {
  private final ChainId chain;
  private final Address contract;
  private final Address user;
  private final StakerAccount account;
  private final Map<Address, Long> before = new HashMap<>();
  private final Map<Address, Long> after = new HashMap<>();

  private Placements(ChainId chain, StakingContract contract, Address user, StakerAccount account) {
    this.chain = chain;
    this.contract = contract.address();
    this.user = user;
    this.account = account;
  }

  static DocumentPath staker(ChainId chain, StakingContract contract, Address user) {
    return Paths.staker(chain, contract.address(), user);
  }

  /**
   * @param found the staker's document
   */
  static Placements of(
      Store store,
      ChainId chain,
      StakingContract contract,
      Address user,
      Optional<StoredDocument> found) {
    StakerAccount account = new StakerAccount(store, staker(chain, contract, user), found);
    return new Placements(chain, contract, user, account);
  }

  /** Enters what was read of one of them. */
  void read(Address operator, Optional<StoredDocument> found) {
    long votes =
        found
            .map(doc -> MalformedDocumentException.decode(doc, f -> f.integer("votes")))
            .orElse(0L);
    before.put(operator, votes);
    after.put(operator, votes);
  }

  Staker staker() {
    return account.staker();
  }

  long votes(Address operator) {
    return after.getOrDefault(operator, 0L);
  }

  /** The most that can still be placed. */
  BigInteger available() {
    return BigInteger.valueOf(staker().placeable());
  }

  void change(Address operator, long difference) {
    after.merge(operator, difference, Math::addExact);
  }

  /** Signed messages of one person have times of their own, each behind the one before. */
  long time(long now) {
    Long last = staker().lastVoteAt();
    return last == null ? now : Math.max(now, last + 1);
  }

  /**
   * Commits the placements together with other writes.
   *
   * @param time of the change
   * @param commit a name that no other commit has
   * @return whether it happened; if not, something changed meanwhile
   */
  boolean commit(List<Write> others, long time, String commit, long now) {
    List<Write> writes = new ArrayList<>(others);
    long placed = staker().placed();
    for (Map.Entry<Address, Long> each : after.entrySet()) {
      long difference = each.getValue() - before.getOrDefault(each.getKey(), 0L);
      placed += difference;
      if (difference != 0) {
        DocumentPath path = Paths.stakerPlacement(chain, contract, user, each.getKey());
        writes.add(
            each.getValue() == 0
                ? new Write.Delete(path)
                : new Write.Put(
                    path,
                    Fields.builder().put("votes", each.getValue()).put("updatedAt", now).build()));
      }
    }
    return account.commit(staker().placed(placed, time), writes, commit, now);
  }
}
