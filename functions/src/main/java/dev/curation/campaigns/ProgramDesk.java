package dev.curation.campaigns;

import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.commits.Retries;
import dev.curation.decoding.StakingContract;
import dev.curation.node.BackOff;
import dev.curation.signing.RequestRefusedException;
import dev.curation.signing.RequestRefusedException.Reason;
import dev.curation.store.Fields;
import dev.curation.store.Store;
import dev.curation.store.StoreException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * Where people's signed requests about programs are done (specs/programs.md, 3, 7 and 8). Each is
 * done once; sent again, it gets the same receipt.
 */
public final class ProgramDesk {
  private final Map<ChainId, StakingContract> contracts;
  private final BackOff backOff;
  private final Creating creating;
  private final Ending ending;
  private final Claiming claiming;
  private final FundsDesk funds;

  /**
   * @param contracts the staking contract of each chain: messages name it
   * @param finalityDelay so long programs lag behind the clock on the wall
   */
  public ProgramDesk(
      Store store,
      Map<ChainId, StakingContract> contracts,
      Duration finalityDelay,
      InstantSource clock,
      BackOff backOff) {
    this.contracts = Map.copyOf(contracts);
    this.backOff = backOff;
    this.creating = new Creating(store, finalityDelay, clock);
    this.ending = new Ending(store, clock);
    this.claiming = new Claiming(store, clock);
    this.funds = new FundsDesk(store, clock);
  }

  /**
   * Checks who signed and does what is asked.
   *
   * @return the receipt
   * @throws RequestRefusedException if it is not to be done
   * @throws dev.curation.programs.ProgramRefusedException if the rules refuse it
   * @throws StoreException if others kept changing the same documents, or the database does not
   *     answer; then it may have been done
   */
  public Fields submit(SignedProgramMessage signed) {
    ProgramMessage message = signed.message();
    StakingContract contract = contracts.get(message.chain());
    if (contract == null) {
      throw new RequestRefusedException(
          Reason.UNKNOWN, "chainId", message.chain(), "is not a chain with programs");
    }
    byte[] digest = message.digest(contract.address());
    Optional<Address> signer = signed.signature().signer(digest);
    if (!signer.equals(Optional.of(message.action().signer()))) {
      throw new RequestRefusedException(
          Reason.WRONG_SIGNER,
          "signature",
          signed.signature().hex(),
          "is not " + message.action().signer() + "'s of these fields");
    }
    ProgramReceipts receipts = new ProgramReceipts(message, message.digestText(contract.address()));
    return Retries.of(backOff).run(() -> attempt(receipts));
  }

  private Fields attempt(ProgramReceipts receipts) {
    return switch (receipts.message().action()) {
      case ProgramAction.CreateProgram action -> creating.create(receipts, action);
      case ProgramAction.EndProgram action -> ending.end(receipts, action);
      case ProgramAction.ClaimRewards action -> claiming.claim(receipts, action);
      case ProgramAction.ClaimAllRewards action -> claiming.claimAll(receipts, action);
      case ProgramAction.WithdrawFunds action -> funds.withdraw(receipts, action);
    };
  }
}
