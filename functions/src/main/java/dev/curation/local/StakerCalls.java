package dev.curation.local;

import dev.curation.chain.Address;
import java.math.BigInteger;
import java.util.List;
import org.web3j.abi.datatypes.generated.Uint256;
import org.web3j.abi.datatypes.generated.Uint8;

/**
 * Calls of {@code contracts/src/TestStaker.sol}. Amounts in 10^-18 tokens; durations 0 none, 1
 * three, 2 six, 3 twelve months; votes in whole units of stake power.
 */
public final class StakerCalls {
  private StakerCalls() {}

  public static String stake(BigInteger amount, int duration) {
    return CallData.of("stake(uint256,uint8)", List.of(new Uint256(amount), new Uint8(duration)));
  }

  public static String changeDuration(BigInteger amount, int oldDuration, int newDuration) {
    return CallData.of(
        "changeDuration(uint256,uint8,uint8)",
        List.of(new Uint256(amount), new Uint8(oldDuration), new Uint8(newDuration)));
  }

  public static String unstake(BigInteger amount) {
    return CallData.of("unstake(uint256)", List.of(new Uint256(amount)));
  }

  public static String rageQuit() {
    return CallData.of("rageQuit()", List.of());
  }

  public static String delegate(Address operator, BigInteger votes) {
    return delegation("delegate(address,uint256)", operator, votes);
  }

  public static String undelegate(Address operator, BigInteger votes) {
    return delegation("undelegate(address,uint256)", operator, votes);
  }

  private static String delegation(String function, Address operator, BigInteger votes) {
    return CallData.of(
        function, List.of(new org.web3j.abi.datatypes.Address(operator.hex()), new Uint256(votes)));
  }
}
