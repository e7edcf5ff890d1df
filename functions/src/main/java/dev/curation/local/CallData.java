package dev.curation.local;

import java.util.List;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.datatypes.Type;
import org.web3j.crypto.Hash;

/** Encodes the call of a contract's function. */
final class CallData {
  private static final int SELECTOR = 2 + 8;

  private CallData() {}

  /**
   * @param signature such as {@code stake(uint256,uint8)}; web3j cannot tell the type of an empty
   *     array, so it is said here
   */
  @SuppressWarnings("rawtypes") // As web3j wants it.
  static String of(String signature, List<Type> arguments) {
    String selector = Hash.sha3String(signature).substring(0, SELECTOR);
    return FunctionEncoder.encode(selector, arguments);
  }
}
