package dev.curation.node;

import java.util.List;
import java.util.Optional;

/**
 * What one node said of a range of blocks, in one answer.
 *
 * @param last the range's last block; empty where the node does not know it yet, so that its logs
 *     say nothing
 * @param logs in chain order; may hold a removed log and its live copy
 */
public record LogRange(Optional<BlockHeader> last, List<SeenLog> logs) {
  public LogRange {
    logs = List.copyOf(logs);
  }
}
