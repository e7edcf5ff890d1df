package dev.curation.node;

import dev.curation.chain.Address;
import dev.curation.chain.BlockHash;
import dev.curation.chain.ChainId;
import dev.curation.chain.ChainLog;
import dev.curation.chain.TxHash;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * Several endpoints of one chain, asked in order: the next one where one is unavailable or refuses,
 * as one does whose key has expired; all again after a wait where all are unavailable
 * (specs/ingestion.md, Polling). Besides {@link NodeException}, every method may throw {@link
 * WrongChainException}.
 */
public final class FailoverNode implements ChainNode {
  private static final int ROUNDS = 4;
  private static final Duration FIRST_WAIT = Duration.ofMillis(500);

  private final ChainId chain;
  private final List<ChainNode> endpoints;
  private final BackOff backOff;
  private final Set<Integer> checked = ConcurrentHashMap.newKeySet();

  /**
   * @param chain that every endpoint must be on; each is asked before its first use
   * @param endpoints at least one, the preferred one first
   * @param random spreads the waits, so that many instances do not come back at the same instant
   */
  public FailoverNode(
      ChainId chain, List<ChainNode> endpoints, RandomGenerator random, Pause pause) {
    this.chain = chain;
    this.endpoints = List.copyOf(endpoints);
    this.backOff = BackOff.exponential(FIRST_WAIT, ROUNDS, random, pause);
    if (endpoints.isEmpty()) {
      throw new IllegalArgumentException("no endpoint for chain " + chain);
    }
  }

  @Override
  public ChainId chainId() {
    return ask(ChainNode::chainId);
  }

  @Override
  public long headNumber() {
    return ask(ChainNode::headNumber);
  }

  @Override
  public List<Optional<BlockHeader>> headers(List<Long> numbers) {
    return ask(node -> node.headers(numbers));
  }

  @Override
  public LogRange logs(Collection<Address> contracts, long from, long to) {
    return ask(node -> node.logs(contracts, from, to));
  }

  @Override
  public LogRange transfers(Address token, Address receiver, long from, long to) {
    return ask(node -> node.transfers(token, receiver, from, to));
  }

  @Override
  public List<ChainLog> transactionLogs(TxHash tx) {
    return ask(node -> node.transactionLogs(tx));
  }

  @Override
  public OptionalLong stakePower(Address stakingContract, Address user, BlockHash block) {
    // Another node may still have the state of an old block.
    return ask(node -> node.stakePower(stakingContract, user, block), OptionalLong::isPresent);
  }

  @Override
  public Optional<String> view(Address contract, String data, BlockHash block) {
    return ask(node -> node.view(contract, data, block), Optional::isPresent);
  }

  private <T> T ask(Function<ChainNode, T> question) {
    return ask(question, answer -> true);
  }

  /**
   * @param enough whether an answer spares asking the next endpoint; if none is, the last one does
   */
  private <T> T ask(Function<ChainNode, T> question, Predicate<T> enough) {
    for (int round = 1; ; round++) {
      NodeException.Unavailable last = null;
      NodeException.Refused refused = null;
      Optional<T> poor = Optional.empty();
      for (int i = 0; i < endpoints.size(); i++) {
        try {
          T answer = question.apply(endpoint(i));
          if (enough.test(answer)) {
            return answer;
          }
          poor = Optional.of(answer);
        } catch (NodeException.Refused e) {
          refused = refused == null ? e : refused;
        } catch (NodeException.Unavailable e) {
          last = e;
        }
      }
      if (poor.isPresent()) {
        return poor.get();
      }
      if (refused != null) {
        throw refused; // A smaller question may do, the same one later will not.
      }
      if (round == ROUNDS && last != null) {
        throw last;
      }
      backOff.after(round);
    }
  }

  private ChainNode endpoint(int index) {
    ChainNode endpoint = endpoints.get(index);
    if (!checked.contains(index)) {
      ChainId found = endpoint.chainId();
      if (!found.equals(chain)) {
        throw new WrongChainException(index + 1, chain, found);
      }
      checked.add(index);
    }
    return endpoint;
  }
}
