package dev.curation.simulator;

import dev.curation.chain.Address;
import dev.curation.chain.ChainLog;
import dev.curation.decoding.TokenTransfer;
import dev.curation.money.Denom;
import java.math.BigInteger;
import java.util.List;

/** The account that pays for programs has the tokens that really arrived, and no others. */
final class ProgramTreasury implements LiveChain.Listener {
  static final Denom DENOM = new Denom(Campaigns.TOKEN.hex());

  private final World world;
  private BigInteger arrived = BigInteger.ZERO;

  ProgramTreasury(World world) {
    this.world = world;
  }

  /** From now on it gets what arrives. */
  void open() {
    world.chain(Setting.CHAIN).listen(this);
  }

  static Address address() {
    return Setting.treasuryKey().address();
  }

  private Payer payer() {
    return world.payer(Setting.CHAIN);
  }

  static boolean isDeposit(ChainLog log) {
    return log.contract().equals(Campaigns.TOKEN)
        && log.topics().getFirst().equals(TokenTransfer.TOPIC)
        && log.topics().get(2).equals(Words.topic(address()));
  }

  static BigInteger amount(ChainLog log) {
    return new BigInteger(log.data().substring(2), 16);
  }

  @Override
  public void mined(List<ChainLog> logs) {
    logs.stream().filter(ProgramTreasury::isDeposit).forEach(log -> arrive(amount(log)));
  }

  @Override
  public void takenAway(List<ChainLog> logs) {
    logs.stream().filter(ProgramTreasury::isDeposit).forEach(log -> arrive(amount(log).negate()));
  }

  private void arrive(BigInteger amount) {
    arrived = arrived.add(amount);
    payer().fund(DENOM, amount);
  }

  BigInteger balance() {
    return arrived.subtract(payer().sent(DENOM));
  }

  void check() {
    Difference.check(balance().signum() >= 0, "the treasury has " + balance());
  }
}
