package dev.curation.campaigns;

import dev.curation.chain.Address;
import dev.curation.programs.ProgramRequest;
import dev.curation.programs.RequestedAction;
import dev.curation.signing.TypedMessage;
import java.math.BigInteger;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a person asks of reward programs and signs (specs/programs.md, 3, 7 and 8). */
public sealed interface ProgramAction {
  /** Who must have signed. */
  Address signer();

  /** The message's own members, in the order of its type. */
  TypedMessage typed();

  /** The name of the signed type. */
  default String primaryType() {
    return getClass().getSimpleName();
  }

  /** Signed where an amount is left out: 2^256-1. */
  BigInteger NO_AMOUNT = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);

  private static BigInteger orNone(@Nullable BigInteger amount) {
    return amount == null ? NO_AMOUNT : amount;
  }

  private static BigInteger of(long number) {
    return BigInteger.valueOf(number);
  }

  /**
   * @param token the program's asset
   * @param maxRewardToken the asset of the cap
   */
  record CreateProgram(
      Address creator, Address token, Address maxRewardToken, ProgramRequest request)
      implements ProgramAction {
    private static final RequestedAction SHAPE =
        new RequestedAction("", 0, 0, BigInteger.ZERO, null, 0, 0, null, null, 0);

    @Override
    public Address signer() {
      return creator;
    }

    @Override
    public TypedMessage typed() {
      List<TypedMessage> actions = request.actions().stream().map(CreateProgram::typed).toList();
      return new TypedMessage()
          .address("creator", creator)
          .string("title", request.title())
          .string("description", request.description())
          .address("asset", token)
          .uint256("totalRewardPool", request.total())
          .uint256("maxRewardByAddress", request.maxRewardByAddress())
          .address("maxRewardAsset", maxRewardToken)
          .uint256("programStartMs", of(request.programStartMs()))
          .uint256("claimPeriods", of(request.claimPeriods()))
          .uint256("claimPeriodSeconds", of(request.claimPeriodSeconds()))
          .uint256("maxRolloverClaimPeriods", of(request.maxRolloverClaimPeriods()))
          .uint256("expirationOffsetSeconds", of(request.expirationOffsetSeconds()))
          .uint256("minimumRolloverBps", of(request.minimumRolloverBps()))
          .uint256("minimumRolloverAmount", orNone(request.minimumRolloverAmount()))
          .structs("qualifyingActions", "QualifyingAction", actions, typed(SHAPE));
    }

    private static TypedMessage typed(RequestedAction action) {
      return new TypedMessage()
          .string("type", action.type())
          .uint256("minimumActions", of(action.minimumActions()))
          .uint256("maximumActions", of(action.maximumActions()))
          .uint256("minimumStake", action.minimumStake())
          .uint256("maximumStake", orNone(action.maximumStake()))
          .uint256("percentileLow", of(action.percentileLow()))
          .uint256("percentileHigh", of(action.percentileHigh()))
          .string("percentileMetric", Objects.requireNonNullElse(action.percentileMetric(), ""))
          .string("role", Objects.requireNonNullElse(action.role(), ""))
          .uint256("ownerMultiplier", of(action.ownerMultiplier()));
    }
  }

  /** Ends a program: at once before its start, with the current period after it. */
  record EndProgram(Address creator, long program) implements ProgramAction {
    @Override
    public Address signer() {
      return creator;
    }

    @Override
    public TypedMessage typed() {
      return new TypedMessage().address("creator", creator).uint256("program", of(program));
    }
  }

  /** Claims what closed periods of one program gave. */
  record ClaimRewards(Address curator, long program) implements ProgramAction {
    @Override
    public Address signer() {
      return curator;
    }

    @Override
    public TypedMessage typed() {
      return new TypedMessage().address("curator", curator).uint256("program", of(program));
    }
  }

  /** Claims what closed periods gave, over all programs of the chain. */
  record ClaimAllRewards(Address curator) implements ProgramAction {
    @Override
    public Address signer() {
      return curator;
    }

    @Override
    public TypedMessage typed() {
      return new TypedMessage().address("curator", curator);
    }
  }

  /**
   * Takes back what was deposited and is locked in no program.
   *
   * @param amount above 0, in the token's smallest unit
   */
  record WithdrawFunds(Address owner, Address token, BigInteger amount) implements ProgramAction {
    @Override
    public Address signer() {
      return owner;
    }

    @Override
    public TypedMessage typed() {
      return new TypedMessage()
          .address("owner", owner)
          .address("asset", token)
          .uint256("amount", amount);
    }
  }
}
