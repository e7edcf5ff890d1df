package dev.curation.simulator;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** All choices of a run. The same seed makes the same ones. */
final class Dice {
  private final Random random;

  Dice(long seed) {
    random = new Random(seed);
  }

  Random random() {
    return random;
  }

  /** Dice of their own for a part of the run, so that what others throw does not change its. */
  Dice split() {
    return new Dice(random.nextLong());
  }

  /**
   * @param perMille how often of 1000 times
   */
  boolean happens(int perMille) {
    return random.nextInt(1000) < perMille;
  }

  boolean oneIn(int many) {
    return random.nextInt(many) == 0;
  }

  /** From 0 to less than the bound. */
  int below(int bound) {
    return random.nextInt(bound);
  }

  /** Both ends included. */
  long between(long least, long most) {
    return least + random.nextLong(most - least + 1);
  }

  <T> T any(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  <T> List<T> shuffled(List<T> values) {
    List<T> shuffled = new ArrayList<>(values);
    Collections.shuffle(shuffled, random);
    return shuffled;
  }

  /** An amount of up to so many decimal digits; small ones are as likely as large ones. */
  BigInteger amount(int digits) {
    int bits = 1 + random.nextInt(digits * 10 / 3);
    return new BigInteger(bits, random).add(BigInteger.ONE);
  }
}
