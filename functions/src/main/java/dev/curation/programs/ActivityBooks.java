package dev.curation.programs;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Votes and stakes of users, and the power of collections that follows from them
 * (specs/programs.md, 5): an event changes them first, and is judged by them then.
 */
public final class ActivityBooks {
  private final Map<String, UserBook> users = new HashMap<>();
  private final Ranking votes = new Ranking();
  private final Ranking stakes = new Ranking();
  private final Set<String> excluded = new HashSet<>();
  private final Set<String> owners = new HashSet<>();

  /** Takes up a user as it was kept. */
  public void know(String user, UserBook book) {
    users.put(user, book);
  }

  /** The user's book, new where there is none. */
  public UserBook user(String user) {
    UserBook known = users.get(user); // Nearly always: computing it if absent takes longer.
    return known != null ? known : users.computeIfAbsent(user, any -> new UserBook());
  }

  public Ranking ranking(PercentileMetric metric) {
    return metric == PercentileMetric.VOTES ? votes : stakes;
  }

  /** The address earns nothing. */
  public void exclude(String address) {
    excluded.add(address);
  }

  /** The address is the registered owner of a collection. */
  public void registerOwner(String address) {
    owners.add(address);
  }

  /**
   * What the event does to the books.
   *
   * @return by how much it really changed an amount; negative where something was taken
   */
  public BigInteger apply(Activity event) {
    boolean takes = event.type() == EventType.UNVOTE || event.type() == EventType.UNSTAKE;
    return change(event, takes ? event.amount().negate() : event.amount());
  }

  /**
   * Takes back what an event did that has not happened after all.
   *
   * @param changed by how much it changed an amount
   * @return by how much this changed it
   */
  public BigInteger revert(Activity event, BigInteger changed) {
    return change(event, changed.negate());
  }

  private BigInteger change(Activity event, BigInteger by) {
    return switch (event.type()) {
      case VOTE, UNVOTE -> changeVotes(event, by);
      case STAKE, UNSTAKE -> changeStake(event, by);
      case SALE -> BigInteger.ZERO;
    };
  }

  private BigInteger changeVotes(Activity event, BigInteger by) {
    String collection = required(event.collection(), event);
    BigInteger changed = user(event.user()).changeVotes(collection, by);
    votes.change(collection, changed);
    return changed;
  }

  private BigInteger changeStake(Activity event, BigInteger by) {
    String contract = required(event.contract(), event);
    BigInteger changed = user(event.user()).changeStake(contract, event.collection(), by);
    if (event.collection() != null) {
      stakes.change(event.collection(), changed);
    }
    return changed;
  }

  private static String required(@Nullable String name, Activity event) {
    if (name == null) {
      throw new IllegalArgumentException("no name of what it is for: " + event);
    }
    return name;
  }

  /** What the books say of an event that was applied; asked when it is needed. */
  public Facts facts(Activity event) {
    return new Now(event);
  }

  /** Ten programs ask the same of an event: what is not at hand is looked up once. */
  private final class Now implements Facts {
    private final Activity event;
    private final Party user;
    private final @Nullable Party seller;

    private Now(Activity event) {
      this.event = event;
      this.user = new Party(event.user());
      String selling = event.seller();
      this.seller = selling == null ? null : new Party(selling);
    }

    private Party party(String address) {
      if (user.address.equals(address)) {
        return user;
      }
      return seller != null && seller.address.equals(address) ? seller : new Party(address);
    }

    @Override
    public boolean isExcluded(String address) {
      return party(address).isExcluded;
    }

    @Override
    public BigInteger stakeHeld(String address) {
      return party(address).stakeFor(event);
    }

    @Override
    public @Nullable Rank rank(PercentileMetric metric) {
      String collection = event.collection();
      return collection == null ? null : ranking(metric).rank(collection);
    }

    @Override
    public boolean ownsCollection(String address) {
      return party(address).isOwner;
    }
  }

  /** Who takes part in an event. */
  private final class Party {
    private final String address;
    private final boolean isExcluded;
    private final boolean isOwner;
    private @Nullable BigInteger stake;

    private Party(String address) {
      this.address = address;
      this.isExcluded = excluded.contains(address);
      this.isOwner = owners.contains(address);
    }

    private BigInteger stakeFor(Activity event) {
      if (stake == null) {
        UserBook own = users.get(address);
        stake = own == null ? BigInteger.ZERO : own.stakeFor(event);
      }
      return stake;
    }
  }
}
