package dev.curation.local.demo;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What happened in the demo of reward programs, for whoever counts it again. */
final class ProgramDeeds {
  /**
   * A claim.
   *
   * @param at on the clock on the wall, milliseconds
   * @param known everything earlier had been taken account of
   * @param program null: all
   */
  record Claim(long at, long known, String person, @Nullable Integer program) {}

  final List<ProgramFact> facts = new ArrayList<>();
  final List<Claim> claims = new ArrayList<>();

  /** What each claim was answered, by its place in the list. */
  final SortedMap<Integer, String> answers = new TreeMap<>();

  /** When the programs were asked for. */
  final SortedMap<Integer, Long> created = new TreeMap<>();

  /** When their creators asked for an early end. */
  final SortedMap<Integer, Long> ended = new TreeMap<>();

  /** What each creator was given and brought in. */
  final SortedMap<String, BigInteger> minted = new TreeMap<>();

  final SortedMap<String, BigInteger> deposited = new TreeMap<>();
  private final Set<String> excluded;
  private final String owner;

  /**
   * @param excluded who earns nothing
   * @param owner who owns a collection
   */
  ProgramDeeds(Set<String> excluded, String owner) {
    this.excluded = excluded;
    this.owner = owner;
  }

  Set<String> excluded() {
    return excluded;
  }

  String owner() {
    return owner;
  }
}
