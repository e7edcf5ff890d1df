package dev.curation.payments;

/** The chain would not carry out a transfer as things are. */
public final class TransferRefusedException extends RuntimeException {
  public TransferRefusedException(String reason) {
    super(reason);
  }
}
