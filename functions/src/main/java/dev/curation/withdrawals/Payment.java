package dev.curation.withdrawals;

import dev.curation.money.Denom;
import java.math.BigInteger;

/**
 * What an operation pays.
 *
 * @param person whose money it is
 * @param to where it goes
 * @param wei at least 1
 */
public record Payment(String person, String to, Denom denom, BigInteger wei) {}
