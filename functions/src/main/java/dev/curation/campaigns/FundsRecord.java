package dev.curation.campaigns;

import dev.curation.money.ConservationException;
import dev.curation.store.Fields;
import dev.curation.store.MalformedDocumentException;
import dev.curation.store.StoredDocument;
import java.math.BigInteger;
import java.util.Optional;

/**
 * What somebody has deposited of a token for programs.
 *
 * @param deposited all that ever arrived
 * @param available what may be locked in a program or taken back
 * @param locked all that was ever locked in programs; they pay it out themselves
 * @param withdrawn all that was taken back
 */
record FundsRecord(
    BigInteger deposited, BigInteger available, BigInteger locked, BigInteger withdrawn) {
  static final FundsRecord NONE =
      new FundsRecord(BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO);

  /**
   * @throws ConservationException unless deposited = available + locked + withdrawn
   */
  FundsRecord {
    if (available.signum() < 0 || !deposited.equals(available.add(locked).add(withdrawn))) {
      throw new ConservationException(
          "of %s deposited %s are available, %s locked, %s withdrawn"
              .formatted(deposited, available, locked, withdrawn));
    }
  }

  static FundsRecord decode(Optional<StoredDocument> stored) {
    return stored
        .map(document -> MalformedDocumentException.decode(document, FundsRecord::decode))
        .orElse(NONE);
  }

  private static FundsRecord decode(Fields fields) {
    return new FundsRecord(
        ProgramCodec.wei(fields, "depositedWei"),
        ProgramCodec.wei(fields, "availableWei"),
        ProgramCodec.wei(fields, "lockedWei"),
        ProgramCodec.wei(fields, "withdrawnWei"));
  }

  Fields encode(long now) {
    return Fields.builder()
        .put("depositedWei", deposited.toString())
        .put("availableWei", available.toString())
        .put("lockedWei", locked.toString())
        .put("withdrawnWei", withdrawn.toString())
        .put("updatedAt", now)
        .build();
  }

  FundsRecord deposit(BigInteger amount) {
    return new FundsRecord(deposited.add(amount), available.add(amount), locked, withdrawn);
  }

  FundsRecord lock(BigInteger amount) {
    return new FundsRecord(deposited, available.subtract(amount), locked.add(amount), withdrawn);
  }

  FundsRecord withdraw(BigInteger amount) {
    return new FundsRecord(deposited, available.subtract(amount), locked, withdrawn.add(amount));
  }
}
