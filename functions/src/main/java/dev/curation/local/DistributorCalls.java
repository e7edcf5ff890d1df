package dev.curation.local;

import dev.curation.chain.Address;
import dev.curation.money.Wei;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.datatypes.DynamicArray;
import org.web3j.abi.datatypes.generated.Bytes32;
import org.web3j.abi.datatypes.generated.Uint256;
import org.web3j.abi.datatypes.generated.Uint64;

/**
 * Calls of {@code contracts/src/RewardsDistributor.sol}. Hashes are 32 bytes, {@code 0x} and 64
 * hexadecimal digits; token {@link Address#ZERO} is the chain's native coin.
 */
public final class DistributorCalls {
  private DistributorCalls() {}

  /**
   * One token of {@link #claimMany}.
   *
   * @param cumulative what the account may have had in all
   * @param proof from the leaf's sibling up
   */
  public record Claim(Address token, Wei cumulative, List<String> proof) {
    public Claim {
      proof = List.copyOf(proof);
    }
  }

  /**
   * The constructor's arguments, for {@link TestChain#deploy(String, String)}.
   *
   * @param timelock an hour to 30 days, in whole seconds
   */
  public static String constructor(
      Address owner, Address publisher, Address guardian, Duration timelock) {
    return FunctionEncoder.encodeConstructor(
        List.of(
            address(owner),
            address(publisher),
            address(guardian),
            new Uint64(timelock.toSeconds())));
  }

  /**
   * @param content SHA-256 of the published tree file
   */
  public static String proposeRoot(Address token, String root, String content) {
    return CallData.of(
        "proposeRoot(address,bytes32,bytes32)", List.of(address(token), hash(root), hash(content)));
  }

  public static String revokeRoot(Address token, String root) {
    return CallData.of("revokeRoot(address,bytes32)", List.of(address(token), hash(root)));
  }

  public static String claim(Address account, Claim claim) {
    return CallData.of(
        "claim(address,address,uint256,bytes32[])",
        List.of(
            address(account),
            address(claim.token()),
            new Uint256(claim.cumulative().value()),
            hashes(claim.proof())));
  }

  @SuppressWarnings("rawtypes") // As web3j wants it.
  public static String claimMany(Address account, List<Claim> claims) {
    return CallData.of(
        "claimMany(address,address[],uint256[],bytes32[][])",
        List.of(
            address(account),
            new DynamicArray<>(
                org.web3j.abi.datatypes.Address.class,
                claims.stream().map(claim -> address(claim.token())).toList()),
            new DynamicArray<>(
                Uint256.class,
                claims.stream().map(claim -> new Uint256(claim.cumulative().value())).toList()),
            new DynamicArray<>(
                DynamicArray.class,
                claims.stream().<DynamicArray>map(claim -> hashes(claim.proof())).toList())));
  }

  public static String setPublisher(Address publisher) {
    return CallData.of("setPublisher(address)", List.of(address(publisher)));
  }

  public static String setGuardian(Address guardian) {
    return CallData.of("setGuardian(address)", List.of(address(guardian)));
  }

  /** The next owner must take it by {@link #acceptOwnership}. */
  public static String transferOwnership(Address owner) {
    return CallData.of("transferOwnership(address)", List.of(address(owner)));
  }

  public static String acceptOwnership() {
    return CallData.of("acceptOwnership()", List.of());
  }

  /** A view: the root that claims go by. */
  public static String root(Address token) {
    return CallData.of("root(address)", List.of(address(token)));
  }

  /** A view: the root that does not count yet, its content, and when it counts. */
  public static String pending(Address token) {
    return CallData.of("pending(address)", List.of(address(token)));
  }

  /** A view: what an account has been paid of a token. */
  public static String claimed(Address token, Address account) {
    return CallData.of("claimed(address,address)", List.of(address(token), address(account)));
  }

  /** A view: what all accounts have been paid of a token. */
  public static String totalClaimed(Address token) {
    return CallData.of("totalClaimed(address)", List.of(address(token)));
  }

  private static DynamicArray<Bytes32> hashes(List<String> hashes) {
    return new DynamicArray<>(Bytes32.class, hashes.stream().map(DistributorCalls::hash).toList());
  }

  private static Bytes32 hash(String hash) {
    return new Bytes32(HexFormat.of().parseHex(hash, 2, hash.length()));
  }

  private static org.web3j.abi.datatypes.Address address(Address address) {
    return new org.web3j.abi.datatypes.Address(address.hex());
  }
}
