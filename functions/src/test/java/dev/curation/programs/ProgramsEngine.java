package dev.curation.programs;

import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An engine of reward programs that answers in text, so that two can be compared. */
interface ProgramsEngine {
  void credit(String account, String asset, BigInteger amount);

  void exclude(String address);

  void registerOwner(String address);

  List<String> tick(long at);

  List<String> create(long at, ProgramRequest request);

  List<String> event(long at, Activity event);

  List<String> end(long at, long program, String by);

  List<String> claim(long at, long program, String by);

  List<String> claimAll(long at, String by);

  List<String> programs(long at, ProgramType type);

  List<String> claims(long at, String user, @Nullable ClaimStatus status);

  List<String> distribution(long at, long program, long period);

  /** Programs, periods, account states, balances and supply, then the log. */
  List<String> state();
}
