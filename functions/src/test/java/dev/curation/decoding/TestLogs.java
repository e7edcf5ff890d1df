package dev.curation.decoding;

import static dev.curation.decoding.AbiData.array;
import static dev.curation.decoding.AbiData.encode;
import static dev.curation.decoding.AbiData.topic;
import static dev.curation.decoding.AbiData.tuple;

import dev.curation.chain.Address;
import dev.curation.chain.BlockHash;
import dev.curation.chain.ChainId;
import dev.curation.chain.ChainLog;
import dev.curation.chain.LogId;
import dev.curation.chain.TxHash;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Contracts of a chain, and logs of one transaction as they emit them. */
final class TestLogs {
  static final ChainId CHAIN = new ChainId(1);
  static final Address WETH = new Address("0xc02aaa39b223fe8d0a0e5c4f27ead9083c756cc2");
  static final Address USDC = address(0xdc);
  static final Address SEAPORT = address(0x5e);
  static final Address FLOW = address(0xf1);
  static final Address INFINITY = address(0x1f);
  static final Address LOOKSRARE = address(0x10);
  static final Address PUNKS = address(0xbb);
  static final Address STAKER = address(0x57);
  static final Address PROTOCOL = address(0xfee);
  static final Address TREASURY = address(0xfee2);
  static final Address CREATOR = address(0xc0);
  static final Address ALICE = address(0xa11ce);
  static final Address BOB = address(0xb0b);
  static final Address APES = address(0xa9e);
  static final Address CATS = address(0xca7);
  static final Address DOGS = address(0xd09);
  static final String HASH = topic(0x4a54);
  static final FeeRates DEFAULT_RATES = (exchange, bps, block, index) -> bps;

  static final ContractSet CONTRACTS =
      new ContractSet(
          CHAIN,
          WETH,
          List.of(
              new Exchange(SEAPORT, ExchangeKind.SEAPORT, Set.of(PROTOCOL, TREASURY), 250),
              new Exchange(FLOW, ExchangeKind.FLOW_V2, Set.of(), 250),
              new Exchange(INFINITY, ExchangeKind.INFINITY_V1, Set.of(), 200),
              new Exchange(LOOKSRARE, ExchangeKind.LOOKSRARE_V2, Set.of(), 50),
              new Exchange(PUNKS, ExchangeKind.CRYPTOPUNKS, Set.of(), 250)),
          Optional.of(new StakingContract(STAKER, true)));

  private TestLogs() {}

  static Address address(int number) {
    return new Address("0x" + topic(number).substring(26));
  }

  static LogId id(int index) {
    return new LogId(CHAIN, new BlockHash(topic(0xb10c)), new TxHash(topic(0x7a)), index);
  }

  static ChainLog log(Address contract, int index, List<String> topics, String data) {
    return new ChainLog(id(index), 100, 1_600_000_000_000L, contract, topics, data);
  }

  /** With topics of these words behind that of the event. */
  static List<String> topics(EventSignature signature, Object... indexed) {
    return Stream.concat(Stream.of(signature.topic0()), Arrays.stream(indexed).map(AbiData::topic))
        .toList();
  }

  // Seaport

  static Object nft(Address collection, Object id) {
    return tuple(2, collection, id, 1);
  }

  static Object nftTo(Address recipient, Address collection, Object id) {
    return tuple(2, collection, id, 1, recipient);
  }

  static Object spent(Address token, Object amount) {
    return tuple(token.equals(Address.ZERO) ? 0 : 1, token, 0, amount);
  }

  static Object paid(Address recipient, Address token, Object amount) {
    return tuple(token.equals(Address.ZERO) ? 0 : 1, token, 0, amount, recipient);
  }

  static Object paid(Address recipient, Object amount) {
    return paid(recipient, Address.ZERO, amount);
  }

  static ChainLog order(
      int index, Address offerer, Address recipient, List<?> offer, List<?> consideration) {
    return log(
        SEAPORT,
        index,
        topics(ExchangeEvent.SEAPORT_FULFILLED.signature(), offerer, Address.ZERO),
        encode(orderHash(index), recipient, array(offer), array(consideration)));
  }

  /** Each order's hash follows from its log index. */
  static String orderHash(int index) {
    return topic(0x5ea0000 + index);
  }

  static ChainLog matched(int index, Integer... orders) {
    return log(
        SEAPORT,
        index,
        topics(ExchangeEvent.SEAPORT_MATCHED.signature()),
        encode(array(Arrays.stream(orders).map(TestLogs::orderHash).toList())));
  }

  // Exchanges with one log per sale

  static Object items(Address collection, Object... ids) {
    return tuple(collection, array(Arrays.stream(ids).map(id -> tuple(id, 1)).toList()));
  }

  static ChainLog flowMatch(int index, Address currency, Object amount, Object... nfts) {
    return log(
        FLOW,
        index,
        topics(ExchangeEvent.FLOW_MATCH.signature(), ALICE, BOB, currency),
        encode(HASH, HASH, CREATOR, amount, array(nfts)));
  }

  static ChainLog flowTake(int index, Address currency, Object amount, Object... nfts) {
    return log(
        FLOW,
        index,
        topics(ExchangeEvent.FLOW_TAKE.signature(), ALICE, BOB, currency),
        encode(HASH, CREATOR, amount, array(nfts)));
  }

  static ChainLog flowRate(int index, Object bps) {
    return log(FLOW, index, topics(ExchangeEvent.FLOW_FEE_RATE.signature()), encode(bps));
  }

  static ChainLog infinity(int index, Address currency, Object amount, Object... nfts) {
    return log(
        INFINITY,
        index,
        topics(ExchangeEvent.INFINITY_FULFILLED.signature(), ALICE, BOB, CREATOR),
        encode(HASH, HASH, currency, array(nfts), amount));
  }

  private static ChainLog looksRare(
      int index,
      ExchangeEvent event,
      Address one,
      Address other,
      Object feeAmounts,
      Object... ids) {
    return log(
        LOOKSRARE,
        index,
        topics(event.signature()),
        encode(
            tuple(HASH, 7, true),
            one,
            other,
            0,
            WETH,
            APES,
            array(ids),
            array(Arrays.stream(ids).map(id -> (Object) 1).toList()),
            tuple(ALICE, CREATOR),
            feeAmounts));
  }

  /** Bob gets the NFTs that another account bought for him, Alice the proceeds. */
  static ChainLog takerBid(int index, Object feeAmounts, Object... ids) {
    return looksRare(index, ExchangeEvent.LOOKSRARE_BID, CREATOR, BOB, feeAmounts, ids);
  }

  /** Alice's taker sold to Bob. */
  static ChainLog takerAsk(int index, Object feeAmounts, Object... ids) {
    return looksRare(index, ExchangeEvent.LOOKSRARE_ASK, ALICE, BOB, feeAmounts, ids);
  }

  static ChainLog punk(int index, int punk, BigInteger value, Address buyer) {
    return log(
        PUNKS,
        index,
        topics(ExchangeEvent.PUNK_BOUGHT.signature(), punk, ALICE, buyer),
        encode(value));
  }

  static ChainLog staking(int index, StakingLog event, Object... values) {
    return log(STAKER, index, topics(event.signature(), ALICE), encode(values));
  }

  /** Between Alice and an operator. */
  static ChainLog delegation(int index, StakingLog event, Address operator, Object votes) {
    return log(STAKER, index, topics(event.signature(), ALICE, operator), encode(votes));
  }
}
