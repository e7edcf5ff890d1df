package dev.curation.listening;

import dev.curation.node.NodeException;

/** A node refuses the logs of a single block: the cursor stays before it. */
public final class UnreadableBlockException extends RuntimeException {
  private final long block;

  UnreadableBlockException(long block, NodeException.Refused cause) {
    super("the logs of block " + block + " cannot be read: " + cause.getMessage(), cause);
    this.block = block;
  }

  public long block() {
    return block;
  }
}
