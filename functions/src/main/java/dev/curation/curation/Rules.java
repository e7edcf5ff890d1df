package dev.curation.curation;

import dev.curation.errors.InvalidValueException;

/**
 * The version of the rules by which a block was computed. It is stored with the block, and a block
 * that is computed again keeps its version: a later change of the rules need not rewrite the past.
 * There is one version so far; whoever makes the second one has {@link BlockEvents} and {@link
 * CuratorBook#after} tell them apart.
 */
public final class Rules {
  /** The rules for new blocks: specs/curation.md as it stands. */
  public static final int CURRENT = 1;

  private Rules() {}

  /**
   * @throws InvalidValueException if this program does not know the version
   */
  public static int require(long version) {
    if (version < 1 || version > CURRENT) {
      throw new InvalidValueException("rulesVersion", version, "must be 1 to " + CURRENT);
    }
    return (int) version;
  }
}
