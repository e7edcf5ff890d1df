package dev.curation.decoding;

import dev.curation.chain.Address;
import dev.curation.chain.ChainLog;
import dev.curation.errors.InvalidValueException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the exchanges that emit one log per sale. All methods throw {@link InvalidValueException},
 * naming the field, for a damaged log.
 */
final class OrderLogs {
  private static final int LOOKSRARE_AMOUNTS = 12;
  private final ContractSet contracts;

  OrderLogs(ContractSet contracts) {
    this.contracts = contracts;
  }

  /** {@code seller}, {@code buyer} and {@code currency} are topics of both Flow events. */
  Trade flow(ChainLog log, int complicationAt, int bps) {
    AbiWords data = new AbiWords(log.dataBytes());
    Address seller = EventSignature.address("seller", log, 1);
    Address buyer = EventSignature.address("buyer", log, 2);
    Address currency = EventSignature.address("currency", log, 3);
    var unused = data.address("complication", complicationAt);
    BigInteger amount = data.uint("amount", complicationAt + 1);
    List<Nft> nfts = orderItems(data, complicationAt + 2);
    return Trade.withRate(buyer, seller, nfts, Payment.of(contracts, currency, amount), bps);
  }

  Trade infinity(ChainLog log, int bps) {
    AbiWords data = new AbiWords(log.dataBytes());
    Address seller = EventSignature.address("seller", log, 1);
    Address buyer = EventSignature.address("buyer", log, 2);
    var unused = EventSignature.address("complication", log, 3);
    Address currency = data.address("currency", 2);
    List<Nft> nfts = orderItems(data, 3);
    BigInteger amount = data.uint("amount", 4);
    return Trade.withRate(buyer, seller, nfts, Payment.of(contracts, currency, amount), bps);
  }

  /** {@code (address collection, (uint256 tokenId, uint256 numTokens)[] tokens)[]}. */
  private static List<Nft> orderItems(AbiWords data, int at) {
    int array = data.pointer("nfts", 0, at);
    int count = data.count("nfts", array, 1);
    // Offsets may all point to one long list: what is read in all is bounded too.
    int room = data.words() / 2;
    List<Nft> nfts = new ArrayList<>(1);
    for (int i = 0; i < count; i++) {
      int item = data.pointer("nfts", array + 1, array + 1 + i);
      Address collection = data.address("collection", item);
      int tokens = data.pointer("tokens", item, item + 1);
      int number = data.count("tokens", tokens, 2);
      if (number > room - nfts.size()) {
        throw new InvalidValueException("tokens", number, "must not overlap other tokens");
      }
      for (int j = 0; j < number; j++) {
        nfts.add(new Nft(collection, data.uint("tokenId", tokens + 1 + 2 * j)));
      }
    }
    return nfts;
  }

  /**
   * The taker bought: the recipient gets the NFTs, the maker's proceeds go to {@code
   * feeRecipients[0]}. The fee is {@code feeAmounts[2]}, before what an affiliate gets of it.
   */
  Trade looksRareBid(ChainLog log) {
    AbiWords data = new AbiWords(log.dataBytes());
    var unused = data.address("bidUser", 3);
    return looksRare(data, data.address("bidRecipient", 4), data.address("feeRecipients", 10));
  }

  /** The taker, {@code askUser}, sold to the maker, {@code bidUser}. */
  Trade looksRareAsk(ChainLog log) {
    AbiWords data = new AbiWords(log.dataBytes());
    return looksRare(data, data.address("bidUser", 4), data.address("askUser", 3));
  }

  private Trade looksRare(AbiWords data, Address buyer, Address seller) {
    var unused = data.bool("isNonceInvalidated", 2);
    Address currency = data.address("currency", 6);
    Address collection = data.address("collection", 7);
    List<Nft> nfts = itemIds(data, collection);
    checkRecipients(data);
    BigInteger fee = data.uint("feeAmounts", LOOKSRARE_AMOUNTS + 2);
    BigInteger price =
        data.uint("feeAmounts", LOOKSRARE_AMOUNTS)
            .add(data.uint("feeAmounts", LOOKSRARE_AMOUNTS + 1))
            .add(fee);
    Payment payment = Payment.of(contracts, currency, price);
    return Trade.withFee(buyer, seller, nfts, payment, Payment.wei("feeAmounts", fee));
  }

  private static void checkRecipients(AbiWords data) {
    for (int at = LOOKSRARE_AMOUNTS - 2; at < LOOKSRARE_AMOUNTS; at++) {
      var unused = data.address("feeRecipients", at);
    }
  }

  private static List<Nft> itemIds(AbiWords data, Address collection) {
    int ids = data.pointer("itemIds", 0, 8);
    int count = data.count("itemIds", ids, 1);
    int amounts = data.count("amounts", data.pointer("amounts", 0, 9), 1);
    if (amounts != count) {
      throw new InvalidValueException("amounts", amounts, "must be as many as itemIds: " + count);
    }
    List<Nft> nfts = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      nfts.add(new Nft(collection, data.uint("itemIds", ids + 1 + i)));
    }
    return nfts;
  }

  /**
   * The market's own NFTs, for native currency. An accepted bid says value 0 and buyer 0, a mistake
   * of that contract: so does the trade.
   */
  Trade punk(ChainLog log, int bps) {
    AbiWords data = new AbiWords(log.dataBytes());
    Address seller = EventSignature.address("fromAddress", log, 2);
    Address buyer = EventSignature.address("toAddress", log, 3);
    List<Nft> nfts = List.of(new Nft(log.contract(), EventSignature.uint(log, 1)));
    Payment payment = Payment.of(contracts, Address.ZERO, data.uint("value", 0));
    return Trade.withRate(buyer, seller, nfts, payment, bps);
  }

  /** A rate above 100 % is damaged too. */
  int feeRate(ChainLog log) {
    return new AbiWords(log.dataBytes()).smallUint("protocolFee", 0, Exchange.MAX_BPS);
  }
}
