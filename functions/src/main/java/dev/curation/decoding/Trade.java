package dev.curation.decoding;

import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.chain.CollectionId;
import dev.curation.money.Wei;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The sale that a log tells of, before it is split by collection.
 *
 * @param fee 0 if the payment is not in wei
 * @param bps the rate that the fee follows from, if it follows from one
 */
record Trade(
    Address buyer, Address seller, List<Nft> nfts, Payment payment, Wei fee, OptionalInt bps) {
  /** Characters: a hundred sales still fit into one commit. */
  private static final int MAX_TOKEN_IDS = 10_000;

  /** A trade whose log tells the fee. */
  static Trade withFee(Address buyer, Address seller, List<Nft> nfts, Payment payment, Wei fee) {
    Wei inWei = payment.inWei() ? fee : Wei.ZERO;
    return new Trade(buyer, seller, nfts, payment, inWei, OptionalInt.empty());
  }

  /** A trade whose fee follows from a rate. */
  static Trade withRate(Address buyer, Address seller, List<Nft> nfts, Payment payment, int bps) {
    if (!payment.inWei()) {
      return withFee(buyer, seller, nfts, payment, Wei.ZERO);
    }
    Wei fee = payment.amount().basisPoints(Exchange.requireRate(bps));
    return new Trade(buyer, seller, nfts, payment, fee, OptionalInt.of(bps));
  }

  /** One sale per collection, in order of first appearance. */
  List<CollectionSale> byCollection(ChainId chain) {
    if (nfts.size() == 1) {
      Nft only = nfts.get(0);
      NftShare whole = new NftShare(1, 1, true);
      return List.of(sale(chain, only.collection(), only.tokenId().toString(), whole));
    }
    Map<Address, List<String>> tokens = new LinkedHashMap<>();
    for (Nft nft : nfts) {
      tokens
          .computeIfAbsent(nft.collection(), collection -> new ArrayList<>())
          .add(nft.tokenId().toString());
    }
    List<CollectionSale> sales = new ArrayList<>(tokens.size());
    tokens.forEach(
        (collection, ids) -> {
          NftShare share = new NftShare(ids.size(), nfts.size(), sales.isEmpty());
          sales.add(sale(chain, collection, joined(ids), share));
        });
    return sales;
  }

  /** A log may hold more ids than a document has room for; no rule reads them. */
  private static String joined(List<String> ids) {
    StringBuilder text = new StringBuilder(ids.getFirst());
    for (String id : ids.subList(1, ids.size())) {
      if (text.length() + id.length() > MAX_TOKEN_IDS) {
        return text.append(",...").toString();
      }
      text.append(',').append(id);
    }
    return text.toString();
  }

  private CollectionSale sale(ChainId chain, Address collection, String tokenId, NftShare share) {
    return new CollectionSale(
        new CollectionId(chain, collection),
        share.of(fee),
        buyer,
        seller,
        tokenId,
        share.of(payment.amount()),
        payment.token(),
        bps,
        payment.amount(),
        share);
  }
}
