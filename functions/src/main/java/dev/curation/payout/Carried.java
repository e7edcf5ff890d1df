package dev.curation.payout;

import java.math.BigInteger;

/**
 * An amount that an earlier plan deferred: {@code from} still holds it and owes it to {@code to}.
 */
public record Carried(String from, String to, String asset, BigInteger amount) {}
