package dev.curation.local;

import dev.curation.chain.Address;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.web3j.abi.datatypes.DynamicArray;
import org.web3j.abi.datatypes.DynamicBytes;
import org.web3j.abi.datatypes.DynamicStruct;
import org.web3j.abi.datatypes.StaticStruct;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.generated.Bytes32;
import org.web3j.abi.datatypes.generated.Uint256;
import org.web3j.abi.datatypes.generated.Uint32;
import org.web3j.abi.datatypes.generated.Uint8;

/**
 * Calls of {@code contracts/src/TestExchange.sol}. Hashes are 32 bytes, {@code 0x} and 64
 * hexadecimal digits; amounts are wei.
 */
public final class ExchangeCalls {
  private static final String SPENT = "(uint8,address,uint256,uint256)[]";
  private static final String RECEIVED = "(uint8,address,uint256,uint256,address)[]";
  private static final String NFTS = "(address,(uint256,uint256)[])[]";

  private ExchangeCalls() {}

  /**
   * An item of a Seaport offer.
   *
   * @param type 0 native currency, 1 ERC-20, 2 ERC-721, 3 ERC-1155, 4 and 5 with criteria
   */
  public record Spent(int type, Address token, BigInteger identifier, BigInteger amount) {}

  /** An item of a Seaport consideration; types as in {@link Spent}. */
  public record Received(
      int type, Address token, BigInteger identifier, BigInteger amount, Address recipient) {}

  /** A token in a Flow order. */
  public record FlowToken(BigInteger id, BigInteger count) {}

  /** The tokens of one collection in a Flow order. */
  public record FlowNft(Address collection, List<FlowToken> tokens) {
    public FlowNft {
      tokens = List.copyOf(tokens);
    }
  }

  /** Who trades in a Flow order, in what currency, at what price. */
  public record FlowTrade(
      Address seller, Address buyer, Address complication, Address currency, BigInteger amount) {}

  /** Several calls in one transaction. */
  public static String batch(List<String> calls) {
    return CallData.of(
        "batch(bytes[])",
        List.of(
            new DynamicArray<>(
                DynamicBytes.class,
                calls.stream().map(call -> new DynamicBytes(bytes(call))).toList())));
  }

  public static String fulfillSeaportOrder(
      String orderHash,
      Address offerer,
      Address zone,
      Address recipient,
      List<Spent> offer,
      List<Received> consideration) {
    return CallData.of(
        "fulfillSeaportOrder(bytes32,address,address,address," + SPENT + "," + RECEIVED + ")",
        List.of(
            hash(orderHash),
            address(offerer),
            address(zone),
            address(recipient),
            new DynamicArray<>(
                StaticStruct.class, offer.stream().map(ExchangeCalls::spent).toList()),
            new DynamicArray<>(
                StaticStruct.class, consideration.stream().map(ExchangeCalls::received).toList())));
  }

  public static String matchSeaportOrders(List<String> orderHashes) {
    return CallData.of(
        "matchSeaportOrders(bytes32[])",
        List.of(
            new DynamicArray<>(
                Bytes32.class, orderHashes.stream().map(ExchangeCalls::hash).toList())));
  }

  /**
   * Many Seaport listings in one transaction, of consecutive tokens, all bought by the sender.
   *
   * @param fee the part of the price that goes to the fee recipient
   */
  public static String sellMany(
      Address collection,
      Address seller,
      Address feeRecipient,
      long firstToken,
      int count,
      BigInteger price,
      BigInteger fee) {
    return CallData.of(
        "sellMany(address,address,address,uint256,uint256,uint256,uint256)",
        List.of(
            address(collection),
            address(seller),
            address(feeRecipient),
            new Uint256(firstToken),
            new Uint256(count),
            new Uint256(price),
            new Uint256(fee)));
  }

  public static String fulfillFlowMatch(
      String sellOrderHash, String buyOrderHash, FlowTrade trade, List<FlowNft> nfts) {
    return CallData.of(
        "fulfillFlowMatch(bytes32,bytes32,address,address,address,address,uint256," + NFTS + ")",
        flow(List.of(hash(sellOrderHash), hash(buyOrderHash)), trade, nfts));
  }

  public static String fulfillFlowTake(String orderHash, FlowTrade trade, List<FlowNft> nfts) {
    return CallData.of(
        "fulfillFlowTake(bytes32,address,address,address,address,uint256," + NFTS + ")",
        flow(List.of(hash(orderHash)), trade, nfts));
  }

  /**
   * @param bps hundredths of a percent
   */
  public static String setFlowProtocolFee(long bps) {
    return CallData.of("setFlowProtocolFee(uint32)", List.of(new Uint32(bps)));
  }

  public static String buyPunk(long punk, BigInteger value, Address from, Address to) {
    return CallData.of(
        "buyPunk(uint256,uint256,address,address)",
        List.of(new Uint256(punk), new Uint256(value), address(from), address(to)));
  }

  @SuppressWarnings("rawtypes") // As web3j wants it.
  private static List<Type> flow(List<Bytes32> hashes, FlowTrade trade, List<FlowNft> nfts) {
    List<Type> arguments = new ArrayList<>(hashes);
    arguments.add(address(trade.seller()));
    arguments.add(address(trade.buyer()));
    arguments.add(address(trade.complication()));
    arguments.add(address(trade.currency()));
    arguments.add(new Uint256(trade.amount()));
    arguments.add(
        new DynamicArray<>(DynamicStruct.class, nfts.stream().map(ExchangeCalls::nft).toList()));
    return arguments;
  }

  private static StaticStruct spent(Spent item) {
    return new StaticStruct(
        new Uint8(item.type()),
        address(item.token()),
        new Uint256(item.identifier()),
        new Uint256(item.amount()));
  }

  private static StaticStruct received(Received item) {
    return new StaticStruct(
        new Uint8(item.type()),
        address(item.token()),
        new Uint256(item.identifier()),
        new Uint256(item.amount()),
        address(item.recipient()));
  }

  private static DynamicStruct nft(FlowNft nft) {
    return new DynamicStruct(
        address(nft.collection()),
        new DynamicArray<>(
            StaticStruct.class,
            nft.tokens().stream()
                .map(t -> new StaticStruct(new Uint256(t.id()), new Uint256(t.count())))
                .toList()));
  }

  private static org.web3j.abi.datatypes.Address address(Address address) {
    return new org.web3j.abi.datatypes.Address(address.hex());
  }

  private static Bytes32 hash(String hash) {
    return new Bytes32(bytes(hash));
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex, 2, hex.length());
  }
}
