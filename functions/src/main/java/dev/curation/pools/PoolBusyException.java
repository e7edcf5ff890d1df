package dev.curation.pools;

/** Others kept changing the same pool. Nothing was written; the same request may be sent again. */
public final class PoolBusyException extends RuntimeException {
  PoolBusyException(String message) {
    super(message);
  }
}
