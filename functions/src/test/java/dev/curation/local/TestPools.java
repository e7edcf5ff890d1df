package dev.curation.local;

import dev.curation.chain.Address;
import java.math.BigInteger;
import java.util.List;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.datatypes.generated.Uint160;
import org.web3j.abi.datatypes.generated.Uint8;

/** Deploys {@code TestToken.sol} and {@code TestPool.sol}, and calls them. */
public final class TestPools {
  private TestPools() {}

  public static Address token(TestChain chain, int decimals) {
    return chain.deploy(
        "TestToken", FunctionEncoder.encodeConstructor(List.of(new Uint8(decimals))));
  }

  /** Not initialised: its price is 0. */
  public static Address pool(TestChain chain, Address token0, Address token1) {
    return chain.deploy(
        "TestPool",
        FunctionEncoder.encodeConstructor(
            List.of(
                new org.web3j.abi.datatypes.Address(token0.hex()),
                new org.web3j.abi.datatypes.Address(token1.hex()))));
  }

  /**
   * @param price the square root of how many smallest units of token 1 one of token 0 costs, times
   *     2^96
   */
  public static String setSqrtPriceX96(BigInteger price) {
    return CallData.of("setSqrtPriceX96(uint160)", List.of(new Uint160(price)));
  }
}
