package dev.curation.pools;

import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.decoding.StakingContract;
import dev.curation.signing.RequestRefusedException;
import dev.curation.signing.RequestRefusedException.Reason;
import java.util.Map;
import java.util.Optional;

/**
 * Where people's signed requests to pools are done (specs/withdrawals.md, Rules). Each is done
 * once; sent again, it gets the same receipt.
 */
public final class PoolDesk {
  /** Most delegations that one withdrawal of everything looks at. */
  public static final int MOST_DELEGATIONS = 100;

  private final Map<ChainId, StakingContract> contracts;
  private final Withdrawing withdrawing;
  private final OperatorTerms terms;
  private final SignedChanges changes;

  /**
   * @param contracts the staking contract of each chain: it backs the votes, and messages name it
   */
  public PoolDesk(PoolBooks books, Map<ChainId, StakingContract> contracts) {
    this.contracts = Map.copyOf(contracts);
    this.withdrawing = new Withdrawing(books);
    this.terms = new OperatorTerms(books);
    this.changes = new SignedChanges(books);
  }

  /**
   * Checks who signed and does what is asked.
   *
   * @throws RequestRefusedException if it is not to be done
   * @throws dev.curation.withdrawals.RefusedException if the rules refuse it
   * @throws PoolBusyException if others kept changing the same documents
   * @throws dev.curation.staking.StakerBusyException the same
   * @throws dev.curation.store.StoreException if the database does not answer; it may have been
   *     done
   */
  public Receipt submit(PoolRequest request) {
    PoolMessage message = request.message();
    StakingContract contract = contracts.get(message.pool());
    if (contract == null) {
      throw new RequestRefusedException(
          Reason.UNKNOWN, "chainId", message.pool(), "is not a chain with a pool");
    }
    byte[] digest = message.digest(contract.address());
    Optional<Address> signer = request.signature().signer(digest);
    if (!signer.equals(Optional.of(message.action().signer()))) {
      throw new RequestRefusedException(
          Reason.WRONG_SIGNER,
          "signature",
          request.signature().hex(),
          "is not " + message.action().signer() + "'s of these fields");
    }
    RequestReceipts receipts = new RequestReceipts(message, message.digestText(contract.address()));
    return switch (message.action()) {
      case PoolAction.CreateOperator action -> terms.create(receipts, contract, action);
      case PoolAction.RemoveOperator action -> terms.remove(receipts, action);
      case PoolAction.SetCommission action -> changes.setCommission(receipts, action);
      case PoolAction.Delegate action -> changes.delegate(receipts, contract, action);
      case PoolAction.Undelegate action -> changes.undelegate(receipts, contract, action);
      case PoolAction.Redelegate action -> changes.redelegate(receipts, contract, action);
      case PoolAction.Withdraw action -> withdrawing.withdraw(receipts, action);
      case PoolAction.WithdrawAll action -> withdrawing.withdrawAll(receipts, action);
      case PoolAction.WithdrawOperator action -> withdrawing.withdrawOperator(receipts, action);
      case PoolAction.WithdrawShares action -> withdrawing.withdrawShares(receipts, action);
      case PoolAction.SetWithdrawAddress action ->
          withdrawing.setWithdrawAddress(receipts, contract, action);
    };
  }
}
