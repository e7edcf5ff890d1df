package dev.curation.pools;

import dev.curation.chain.Address;
import dev.curation.signing.TypedMessage;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** What a person asks of a pool and signs; rates in 10^-18 (specs/withdrawals.md, Rules). */
public sealed interface PoolAction {
  /** Who must have signed. */
  Address signer();

  /** The message's own members, in the order of its type. */
  TypedMessage typed();

  /** The name of the signed type. */
  default String primaryType() {
    return getClass().getSimpleName();
  }

  private static Address orZero(@Nullable Address address) {
    return address == null ? Address.ZERO : address;
  }

  /** From the next hour on the operator's curation rewards are shared with its delegators. */
  record CreateOperator(Address operator, Address owner, BigInteger commissionE18)
      implements PoolAction {
    @Override
    public Address signer() {
      return operator;
    }

    @Override
    public TypedMessage typed() {
      return new TypedMessage()
          .address("operator", operator)
          .address("owner", owner)
          .uint256("commissionE18", commissionE18);
    }
  }

  /** From the next hour on the operator's curation rewards are its own again. */
  record RemoveOperator(Address owner, Address operator) implements PoolAction {
    @Override
    public Address signer() {
      return owner;
    }

    @Override
    public TypedMessage typed() {
      return new TypedMessage().address("owner", owner).address("operator", operator);
    }
  }

  record SetCommission(Address owner, Address operator, BigInteger rateE18) implements PoolAction {
    @Override
    public Address signer() {
      return owner;
    }

    @Override
    public TypedMessage typed() {
      return new TypedMessage()
          .address("owner", owner)
          .address("operator", operator)
          .uint256("rateE18", rateE18);
    }
  }

  record Delegate(Address curator, Address operator, BigInteger votes) implements PoolAction {
    @Override
    public Address signer() {
      return curator;
    }

    @Override
    public TypedMessage typed() {
      return new TypedMessage()
          .address("curator", curator)
          .address("operator", operator)
          .uint256("votes", votes);
    }
  }

  record Undelegate(Address curator, Address operator, BigInteger votes) implements PoolAction {
    @Override
    public Address signer() {
      return curator;
    }

    @Override
    public TypedMessage typed() {
      return new TypedMessage()
          .address("curator", curator)
          .address("operator", operator)
          .uint256("votes", votes);
    }
  }

  record Redelegate(Address curator, Address source, Address target, BigInteger votes)
      implements PoolAction {
    @Override
    public Address signer() {
      return curator;
    }

    @Override
    public TypedMessage typed() {
      return new TypedMessage()
          .address("curator", curator)
          .address("source", source)
          .address("target", target)
          .uint256("votes", votes);
    }
  }

  /**
   * @param to where it is paid this once; null, signed as the zero address: where it always is
   */
  record Withdraw(Address curator, Address operator, @Nullable Address to) implements PoolAction {
    @Override
    public Address signer() {
      return curator;
    }

    @Override
    public TypedMessage typed() {
      return new TypedMessage()
          .address("curator", curator)
          .address("operator", operator)
          .address("to", orZero(to));
    }
  }

  /**
   * @param to where it is paid this once; null, signed as the zero address: where it always is
   * @param after the last operator of the page before; null, signed as the zero address: from the
   *     first
   * @param maxDelegations most delegations to look at, 1 to 100
   */
  record WithdrawAll(
      Address curator, @Nullable Address to, @Nullable Address after, BigInteger maxDelegations)
      implements PoolAction {
    @Override
    public Address signer() {
      return curator;
    }

    @Override
    public TypedMessage typed() {
      return new TypedMessage()
          .address("curator", curator)
          .address("to", orZero(to))
          .address("after", orZero(after))
          .uint256("maxDelegations", maxDelegations);
    }
  }

  /**
   * @param to where it is paid this once; null, signed as the zero address: where it always is
   */
  record WithdrawOperator(Address owner, Address operator, @Nullable Address to)
      implements PoolAction {
    @Override
    public Address signer() {
      return owner;
    }

    @Override
    public TypedMessage typed() {
      return new TypedMessage()
          .address("owner", owner)
          .address("operator", operator)
          .address("to", orZero(to));
    }
  }

  /**
   * Withdraws what a curator has earned in one collection for itself, up to the newest sealed hour.
   *
   * @param to where it is paid this once; null, signed as the zero address: where it always is
   */
  record WithdrawShares(Address curator, Address collection, @Nullable Address to)
      implements PoolAction {
    @Override
    public Address signer() {
      return curator;
    }

    @Override
    public TypedMessage typed() {
      return new TypedMessage()
          .address("curator", curator)
          .address("collection", collection)
          .address("to", orZero(to));
    }
  }

  /**
   * @param withdrawAddress where the person is paid from now on; its own address: there again
   */
  record SetWithdrawAddress(Address person, Address withdrawAddress) implements PoolAction {
    @Override
    public Address signer() {
      return person;
    }

    @Override
    public TypedMessage typed() {
      return new TypedMessage()
          .address("person", person)
          .address("withdrawAddress", withdrawAddress);
    }
  }
}
