package dev.curation.payout;

/** One payment to a STAKERS node, which keeps accounts; or one to each staker. */
public enum StakersPayout {
  CONTRACT,
  DIRECT
}
