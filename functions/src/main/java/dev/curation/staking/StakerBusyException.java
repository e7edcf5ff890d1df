package dev.curation.staking;

/** Others changed a staker's documents again and again: to be tried later. */
public final class StakerBusyException extends RuntimeException {
  public StakerBusyException(String message) {
    super(message);
  }
}
