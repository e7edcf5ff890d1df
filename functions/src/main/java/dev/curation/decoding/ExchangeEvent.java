package dev.curation.decoding;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The events of the exchanges (specs/ingestion.md, Sales and their protocol fee). */
enum ExchangeEvent {
  SEAPORT_FULFILLED(
      ExchangeKind.SEAPORT,
      "OrderFulfilled(bytes32,address,address,address,(uint8,address,uint256,uint256)[],"
          + "(uint8,address,uint256,uint256,address)[])",
      "0x9d9af8e38d66c62e2c12f0225249fd9d721c54b83f48d9352c97c6cacdcb6f31",
      3),
  SEAPORT_MATCHED(
      ExchangeKind.SEAPORT,
      "OrdersMatched(bytes32[])",
      "0x4b9f2d36e1b4c93de62cc077b00b1a91d84b6c31b4a14e012718dcca230689e7",
      1),
  FLOW_MATCH(
      ExchangeKind.FLOW_V2,
      "MatchOrderFulfilled(bytes32,bytes32,address,address,address,address,uint256,"
          + "(address,(uint256,uint256)[])[])",
      "0x9f0ef199f3d5fa3ecdee559103421e5ce53b68b3187e374801d79307d145d1eb",
      4),
  FLOW_TAKE(
      ExchangeKind.FLOW_V2,
      "TakeOrderFulfilled(bytes32,address,address,address,address,uint256,"
          + "(address,(uint256,uint256)[])[])",
      "0xd1b78f78360698bdfc69fb877fd0dd84d4817dfe3095a8456e6f7ff0f4d51170",
      4),
  FLOW_FEE_RATE(
      ExchangeKind.FLOW_V2,
      "ProtocolFeeUpdated(uint32)",
      "0x45a5a29d28d3452ca649e48ecb93f018866388cb166efa2f14529862d6c30e10",
      1),
  INFINITY_FULFILLED(
      ExchangeKind.INFINITY_V1,
      "OrderFulfilled(bytes32,bytes32,address,address,address,address,"
          + "(address,(uint256,uint256)[])[],uint256)",
      "0x8c220fe1b0146db4865cbc0a5abf32a5135e4326a9b6bd35e0ee08608ea6afa4",
      4),
  LOOKSRARE_BID(
      ExchangeKind.LOOKSRARE_V2,
      "TakerBid((bytes32,uint256,bool),address,address,uint256,address,address,uint256[],uint256[],"
          + "address[2],uint256[3])",
      "0x3ee3de4684413690dee6fff1a0a4f92916a1b97d1c5a83cdf24671844306b2e3",
      1),
  LOOKSRARE_ASK(
      ExchangeKind.LOOKSRARE_V2,
      "TakerAsk((bytes32,uint256,bool),address,address,uint256,address,address,uint256[],uint256[],"
          + "address[2],uint256[3])",
      "0x9aaa45d6db2ef74ead0751ea9113263d1dec1b50cea05f0ca2002cb8063564a4",
      1),
  PUNK_BOUGHT(
      ExchangeKind.CRYPTOPUNKS,
      "PunkBought(uint256,uint256,address,address)",
      "0x58e5d5a525e3b40bc15abaa38b5882678db1ee68befd2f60bafe3a7fd06db9e3",
      4);

  private static final Map<String, ExchangeEvent> BY_TOPIC =
      Arrays.stream(values()).collect(Collectors.toMap(event -> event.topic0, Function.identity()));

  private final ExchangeKind emitter;
  private final String text;
  private final String topic0;
  private final int topics;

  ExchangeEvent(ExchangeKind emitter, String text, String topic0, int topics) {
    this.emitter = emitter;
    this.text = text;
    this.topic0 = topic0;
    this.topics = topics;
  }

  EventSignature signature() {
    return new EventSignature(text, topic0, topics);
  }

  /** The event of an exchange; null if it is none of the table. */
  static @Nullable ExchangeEvent of(ExchangeKind emitter, String topic0) {
    ExchangeEvent event = BY_TOPIC.get(topic0);
    return event != null && event.emitter == emitter ? event : null;
  }
}
