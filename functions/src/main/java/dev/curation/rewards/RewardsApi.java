package dev.curation.rewards;

import dev.curation.apr.TokenPrices;
import dev.curation.books.CheckpointCache;
import dev.curation.chain.Address;
import dev.curation.chain.CollectionId;
import dev.curation.store.Store;
import dev.curation.time.BlockHour;
import dev.curation.time.Week;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * The addresses that readers ask, without HTTP (docs/api.md). Each answer needs a bounded number of
 * reads, told where it is computed.
 */
public final class RewardsApi {
  /** Of one user, that an answer with several reads for each covers. */
  private static final int MOST_COLLECTIONS = 100;

  private final InstantSource clock;
  private final Market market;
  private final CollectionAnswers collections;
  private final CuratorList curators;
  private final UserAnswers users;
  private final UserYields yields;
  private final UserPeriods periods;
  private final Explanations explanations;

  public RewardsApi(Store store, TokenPrices prices, ClaimTotals claims, InstantSource clock) {
    this.clock = clock;
    this.market = new Market(store);
    this.collections = new CollectionAnswers(store, prices);
    CheckpointCache checkpoints = new CheckpointCache();
    this.curators = new CuratorList(store, checkpoints);
    this.users = new UserAnswers(store, checkpoints, claims);
    this.yields = new UserYields(store, prices, checkpoints);
    this.periods = new UserPeriods(store, checkpoints);
    this.explanations = new Explanations(store, checkpoints);
  }

  /**
   * @param path behind the version, such as {@code users/0x...}
   * @param query the parameters behind the question mark
   * @throws InvalidRequestException if a part of the path or a parameter is wrong
   * @throws NotFoundException if there is no such address, or what it names does not exist
   * @throws dev.curation.store.StoreException if the database does not answer
   */
  public Answer get(String path, Map<String, List<String>> query) {
    List<String> parts = List.of(path.split("/", -1));
    long now = clock.millis();
    return switch (parts.getFirst()) {
      case "chains" -> {
        require(parts.size() == 1, path);
        new Parameters(query);
        yield market.chains();
      }
      case "collections" ->
          parts.size() == 1
              ? market.collections(new Parameters(query, "sort", "chain", "limit", "cursor"), now)
              : collection(path, parts.subList(1, parts.size()), query, now);
      case "users" -> {
        require(parts.size() > 1, path);
        Address user = Parameters.address("user", parts.get(1));
        yield user(path, user, parts.subList(2, parts.size()), query, now);
      }
      default -> throw unknown(path);
    };
  }

  private Answer collection(
      String path, List<String> parts, Map<String, List<String>> query, long now) {
    CollectionId id = Parameters.collection(parts.getFirst());
    if (parts.size() == 1) {
      return collections.collection(id, new Parameters(query, "at"), now);
    }
    if (parts.size() == 5 && parts.get(3).equals("users")) {
      Address user = Parameters.address("user", parts.get(4));
      return explanation(path, id, parts.get(1), parts.get(2), user, query, now);
    }
    require(parts.size() == 2, path);
    return switch (parts.get(1)) {
      case "blocks" -> collections.blocks(id, history(query), now);
      case "periods" -> collections.periods(id, history(query), now);
      case "curators" -> {
        Parameters parameters = new Parameters(query, "sort", "limit", "cursor", "at");
        yield curators.of(id, parameters, sealedUntil(id), now);
      }
      default -> throw unknown(path);
    };
  }

  private static Parameters history(Map<String, List<String>> query) {
    return new Parameters(query, "from", "to", "limit", "cursor");
  }

  private Answer explanation(
      String path,
      CollectionId id,
      String of,
      String start,
      Address user,
      Map<String, List<String>> query,
      long now) {
    return switch (of) {
      case "blocks" -> {
        long time = Parameters.time("blockStart", start);
        BlockHour hour = InvalidRequestException.check(() -> new BlockHour(time));
        Parameters parameters = new Parameters(query, "limit", "cursor");
        yield explanations.block(id, hour, user, parameters, sealedUntil(id), now);
      }
      case "periods" -> {
        long time = Parameters.time("periodStart", start);
        Week week = InvalidRequestException.check(() -> new Week(time));
        new Parameters(query);
        yield explanations.period(id, week, user, sealedUntil(id), now);
      }
      default -> throw unknown(path);
    };
  }

  private long sealedUntil(CollectionId id) {
    return collections.snippet(id).integer("sealedUntil");
  }

  private Answer user(
      String path, Address user, List<String> parts, Map<String, List<String>> query, long now) {
    if (parts.isEmpty()) {
      Parameters parameters = new Parameters(query, "at", "collection", "limit", "cursor");
      Long at = parameters.at(now);
      return at == null
          ? users.user(user, parameters)
          : users.asOf(user, collections(user, parameters), at);
    }
    if (parts.equals(List.of("periods"))) {
      Parameters parameters = new Parameters(query, "collection", "limit", "cursor");
      return periods.of(user, collections(user, parameters), parameters, now);
    }
    if (parts.size() == 3 && parts.get(0).equals("collections") && parts.get(2).equals("apr")) {
      CollectionId id = Parameters.collection(parts.get(1));
      new Parameters(query);
      collections.snippet(id);
      return yields.of(user, id, now);
    }
    throw unknown(path);
  }

  /**
   * The one collection that is asked for, or all of the user's, where each takes several reads.
   *
   * @throws InvalidRequestException if they are too many to ask for at once
   */
  private List<CollectionId> collections(Address user, Parameters parameters) {
    String text = parameters.text("collection");
    if (text != null) {
      CollectionId one = Parameters.collection(text);
      collections.snippet(one);
      return List.of(one);
    }
    List<CollectionId> all = users.collections(user);
    if (all.size() > MOST_COLLECTIONS) {
      throw new InvalidRequestException(
          "collection", "", "must name one: the user has more than " + MOST_COLLECTIONS);
    }
    return all;
  }

  private static void require(boolean known, String path) {
    if (!known) {
      throw unknown(path);
    }
  }

  private static NotFoundException unknown(String path) {
    return new NotFoundException("path", path, "there is no such address: see openapi.json");
  }
}
