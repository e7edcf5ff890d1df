package dev.curation.payout;

import java.math.BigInteger;

/** What a swap of a plan really fetched. */
public record Proceeds(String at, String sell, BigInteger buyAmount) {}
