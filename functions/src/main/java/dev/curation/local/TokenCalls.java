package dev.curation.local;

import dev.curation.chain.Address;
import dev.curation.money.Wei;
import java.util.List;
import org.web3j.abi.datatypes.generated.Uint256;
import org.web3j.abi.datatypes.generated.Uint8;

/** Calls of {@code contracts/src/TestToken.sol}. */
public final class TokenCalls {
  /** What transfers do: in the contract's order. */
  public enum Mode {
    HONEST(0),
    REVERTING(1),
    REFUSING(2),
    LYING(3);

    private final int code;

    Mode(int code) {
      this.code = code;
    }
  }

  private TokenCalls() {}

  public static String mint(Address to, Wei amount) {
    return CallData.of(
        "mint(address,uint256)",
        List.of(new org.web3j.abi.datatypes.Address(to.hex()), new Uint256(amount.value())));
  }

  public static String transfer(Address to, Wei amount) {
    return CallData.of(
        "transfer(address,uint256)",
        List.of(new org.web3j.abi.datatypes.Address(to.hex()), new Uint256(amount.value())));
  }

  public static String setMode(Mode mode) {
    return CallData.of("setMode(uint8)", List.of(new Uint8(mode.code)));
  }

  public static String balanceOf(Address owner) {
    return CallData.of(
        "balanceOf(address)", List.of(new org.web3j.abi.datatypes.Address(owner.hex())));
  }
}
