package dev.curation.local.demo;

import java.util.List;

/**
 * What the demo of claims came to; amounts are wei.
 *
 * @param feesWei of all sales
 * @param openedFrom start of the first week that is claimed, milliseconds
 * @param checks all that was compared
 */
public record ClaimOutcome(
    int sales, String feesWei, long openedFrom, List<Week> weeks, List<Check> checks) {
  public ClaimOutcome {
    weeks = List.copyOf(weeks);
    checks = List.copyOf(checks);
  }

  /**
   * A week's tree and what was claimed by it.
   *
   * @param tree content hash of its file
   * @param missingWei what the contract lacked before it was funded
   * @param standings what PublishRoot said, call by call
   * @param refused wrong proofs that the contract refused
   * @param secondWei what second claims paid
   */
  public record Week(
      long start,
      String tree,
      String root,
      int accounts,
      String totalWei,
      String missingWei,
      List<String> standings,
      List<Paid> paid,
      List<String> refused,
      String secondWei) {
    public Week {
      standings = List.copyOf(standings);
      paid = List.copyOf(paid);
      refused = List.copyOf(refused);
    }
  }

  /**
   * Somebody who has claimed.
   *
   * @param recountedWei what the recount says, whole wei
   * @param receivedWei what came to the account in all
   */
  public record Paid(String name, String address, String recountedWei, String receivedWei) {}

  /** Something that was seen, and what it should be. */
  public record Check(String figure, String seen, String expected) {
    public boolean isRight() {
      return seen.equals(expected);
    }
  }

  public List<Check> differences() {
    return checks.stream().filter(check -> !check.isRight()).toList();
  }

  public boolean isRight() {
    return differences().isEmpty();
  }
}
