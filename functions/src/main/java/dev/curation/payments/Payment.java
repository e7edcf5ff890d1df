package dev.curation.payments;

import dev.curation.chain.ChainId;
import dev.curation.errors.InvalidValueException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What is paid at one occasion, such as one withdrawal.
 *
 * @param id unique among all payments of the backend: 1 to 300 letters, digits, {@code _}, {@code
 *     :}, {@code .} or {@code -}
 * @param chain on which it is paid
 * @param transfers 1 to 20, one for each denomination
 */
public record Payment(String id, ChainId chain, List<Transfer> transfers) {
  public static final int MOST_TRANSFERS = 20;
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_:.-]{1,300}");

  /** The database keeps these names for itself. */
  private static final Pattern RESERVED = Pattern.compile("\\.|\\.\\.|__.*__");

  /**
   * @throws InvalidValueException naming the field that is wrong
   */
  public Payment {
    transfers = List.copyOf(transfers);
    if (!ID.matcher(id).matches() || RESERVED.matcher(id).matches()) {
      throw new InvalidValueException(
          "paymentId", id, "must be 1 to 300 letters, digits, _, :, . or -");
    }
    if (transfers.isEmpty() || transfers.size() > MOST_TRANSFERS) {
      throw new InvalidValueException(
          "transfers", transfers.size(), "must be 1 to " + MOST_TRANSFERS);
    }
    if (transfers.stream().map(Transfer::denom).distinct().count() < transfers.size()) {
      throw new InvalidValueException("transfers", id, "must name each denom once");
    }
  }
}
