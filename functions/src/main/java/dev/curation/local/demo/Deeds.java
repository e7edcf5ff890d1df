package dev.curation.local.demo;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** What the demo of operators did and the functions accepted; times are milliseconds. */
final class Deeds {
  /** A sale and its fee, wei. */
  record Sale(long time, BigInteger fee) {}

  /**
   * Votes for the collection.
   *
   * @param votes negative: taken back
   */
  record Vote(long time, String user, long votes) {}

  /**
   * Votes with an operator.
   *
   * @param votes negative: taken back
   */
  record Placed(long time, String curator, String operator, long votes) {}

  /** The commission of an operator from the hour of this time on, 10^-18. */
  record Rate(long time, String operator, BigInteger rateE18) {}

  /** From the hour after this time on the rewards of the operator's votes are shared. */
  record Term(long time, String operator, String owner) {}

  final List<Sale> sales = new ArrayList<>();
  final List<Vote> votes = new ArrayList<>();
  final List<Placed> placed = new ArrayList<>();
  final List<Rate> rates = new ArrayList<>();
  final List<Term> terms = new ArrayList<>();
}
