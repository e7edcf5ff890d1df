package dev.curation.decoding;

import dev.curation.chain.Address;
import dev.curation.chain.ChainLog;
import dev.curation.chain.LogId;
import dev.curation.errors.InvalidValueException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells what logs mean to the ledger (specs/ingestion.md, Sales and their protocol fee; Stakes,
 * votes and un-votes). Pure, and safe for use by several threads.
 */
public final class LogDecoder {
  private final ContractSet contracts;
  private final OrderLogs orders;
  private final Map<Address, Exchange> exchanges = new HashMap<>();

  public LogDecoder(ContractSet contracts) {
    this.contracts = contracts;
    this.orders = new OrderLogs(contracts);
    contracts.exchanges().forEach(exchange -> exchanges.put(exchange.address(), exchange));
  }

  /**
   * Decodes the logs of one transaction: together, because the two orders of a match are one sale.
   *
   * @param transaction in any order; a log that is there twice counts once
   * @return one answer per log, by log index; a damaged log is rejected alone
   * @throws InvalidValueException if the logs are not of one transaction in one block
   */
  public List<Decoded> decode(List<ChainLog> transaction, FeeRates rates) {
    Map<Integer, Decoded> decoded = new TreeMap<>();
    Map<Address, SeaportTransaction> seaports = new LinkedHashMap<>(2);
    Set<Integer> seen = new HashSet<>();
    for (ChainLog log : transaction) {
      requireSameTransaction(transaction.get(0).id(), log.id());
      if (seen.add(log.id().logIndex())) {
        decode(log, rates, seaports).ifPresent(d -> decoded.put(log.id().logIndex(), d));
      }
    }
    for (SeaportTransaction seaport : seaports.values()) {
      seaport.decode().forEach(d -> decoded.put(d.log().id().logIndex(), d));
    }
    return List.copyOf(decoded.values());
  }

  private static void requireSameTransaction(LogId first, LogId other) {
    if (!first.tx().equals(other.tx())
        || !first.block().equals(other.block())
        || !first.chain().equals(other.chain())) {
      throw new InvalidValueException("log", other, "must be of the same transaction as " + first);
    }
  }

  /**
   * The change of a fee rate that a log tells of, so that the changes of many logs can be known
   * before their sales are decoded. Empty for all others, damaged ones too.
   */
  public Optional<Decoded.FeeRateChanged> feeRateChange(ChainLog log) {
    Exchange exchange = exchange(log);
    if (exchange == null || event(exchange, log) != ExchangeEvent.FLOW_FEE_RATE) {
      return Optional.empty();
    }
    try {
      return Optional.of(feeRate(log));
    } catch (InvalidValueException e) {
      return Optional.empty();
    }
  }

  private Decoded.FeeRateChanged feeRate(ChainLog log) {
    ExchangeEvent.FLOW_FEE_RATE.signature().requireTopics(log);
    return new Decoded.FeeRateChanged(log, orders.feeRate(log));
  }

  private @Nullable Exchange exchange(ChainLog log) {
    return log.id().chain().equals(contracts.chain()) ? exchanges.get(log.contract()) : null;
  }

  private static @Nullable ExchangeEvent event(Exchange exchange, ChainLog log) {
    return log.topics().isEmpty() ? null : ExchangeEvent.of(exchange.kind(), log.topics().get(0));
  }

  /** Empty for an order of Seaport: only the whole transaction tells what it is. */
  private Optional<Decoded> decode(
      ChainLog log, FeeRates rates, Map<Address, SeaportTransaction> seaports) {
    Exchange exchange = exchange(log);
    return exchange == null
        ? Optional.of(isDistributor(log) ? decodeClaim(log) : decodeStaking(log))
        : decode(exchange, log, rates, seaports);
  }

  private Optional<Decoded> decode(
      Exchange exchange, ChainLog log, FeeRates rates, Map<Address, SeaportTransaction> seaports) {
    ExchangeEvent event = event(exchange, log);
    if (event == null) {
      return Optional.of(new Decoded.Ignored(log));
    }
    try {
      event.signature().requireTopics(log);
      return switch (event) {
        case SEAPORT_FULFILLED -> {
          seaport(exchange, seaports).fulfilled(SeaportOrder.read(log));
          yield Optional.empty();
        }
        case SEAPORT_MATCHED -> {
          seaport(exchange, seaports).matched(SeaportOrder.matched(log));
          yield Optional.of(new Decoded.Ignored(log));
        }
        case FLOW_FEE_RATE -> Optional.of(feeRate(log));
        case FLOW_MATCH -> sold(log, orders.flow(log, 2, rate(exchange, log, rates)));
        case FLOW_TAKE -> sold(log, orders.flow(log, 1, rate(exchange, log, rates)));
        case INFINITY_FULFILLED -> sold(log, orders.infinity(log, rate(exchange, log, rates)));
        case LOOKSRARE_BID -> sold(log, orders.looksRareBid(log));
        case LOOKSRARE_ASK -> sold(log, orders.looksRareAsk(log));
        case PUNK_BOUGHT -> sold(log, orders.punk(log, rate(exchange, log, rates)));
      };
    } catch (InvalidValueException e) {
      return Optional.of(rejected(log, e));
    }
  }

  private SeaportTransaction seaport(Exchange exchange, Map<Address, SeaportTransaction> seaports) {
    return seaports.computeIfAbsent(
        exchange.address(), address -> new SeaportTransaction(contracts, exchange));
  }

  private static int rate(Exchange exchange, ChainLog log, FeeRates rates) {
    return rates.bpsAt(
        exchange.address(), exchange.protocolFeeBps(), log.blockNumber(), log.id().logIndex());
  }

  private Optional<Decoded> sold(ChainLog log, Trade trade) {
    return Optional.of(
        trade.nfts().isEmpty()
            ? new Decoded.Ignored(log)
            : new Decoded.Sold(log, trade.byCollection(contracts.chain())));
  }

  private boolean isDistributor(ChainLog log) {
    return log.id().chain().equals(contracts.chain())
        && contracts.distributor().filter(log.contract()::equals).isPresent();
  }

  private static Decoded decodeClaim(ChainLog log) {
    if (!ClaimLog.is(log)) {
      return new Decoded.Ignored(log);
    }
    try {
      return ClaimLog.read(log);
    } catch (InvalidValueException e) {
      return rejected(log, e);
    }
  }

  private Decoded decodeStaking(ChainLog log) {
    boolean known =
        log.id().chain().equals(contracts.chain())
            && contracts.staking().filter(s -> s.address().equals(log.contract())).isPresent();
    if (!known) {
      return new Decoded.Ignored(log);
    }
    StakingLog event = log.topics().isEmpty() ? null : StakingLog.of(log.topics().get(0));
    if (event == null) {
      return new Decoded.Ignored(log);
    }
    try {
      return new Decoded.Staking(log, event.read(log));
    } catch (InvalidValueException e) {
      return rejected(log, e);
    }
  }

  static Decoded.Rejected rejected(ChainLog log, InvalidValueException e) {
    return new Decoded.Rejected(log, e.field(), String.valueOf(e.getMessage()));
  }
}
