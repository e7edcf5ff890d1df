package dev.curation.programs;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The claim period of a STARTED program in which events count (specs/programs.md, 5). */
public final class OpenPeriod {
  private static final int FEW = 16;

  private final RewardProgram program;
  private final Distribution begun;
  private final long beginMs;
  private final Map<EventType, List<Listed>> actions = new EnumMap<>(EventType.class);
  private final Map<String, AccountState> accounts;
  private long shares;
  private long newParticipants;

  /**
   * @param distribution of the program's current period, as far as it is counted
   */
  public OpenPeriod(RewardProgram program, Distribution distribution) {
    this(program, distribution, 0);
  }

  /**
   * The same where it is known how many will take part.
   *
   * @param expected participants, or so
   */
  OpenPeriod(RewardProgram program, Distribution distribution, int expected) {
    this.accounts = HashMap.newHashMap(Math.max(FEW, expected));
    this.program = program;
    this.begun = distribution;
    this.beginMs = program.periodBeginMs();
    List<QualifyingAction> all = program.terms().actions();
    for (int index = 0; index < all.size(); index++) {
      QualifyingAction action = all.get(index);
      actions
          .computeIfAbsent(action.type(), type -> new ArrayList<>())
          .add(new Listed(index, action));
    }
  }

  /** An action and its place in the program's list. */
  private record Listed(int index, QualifyingAction action) {}

  /** Those that ask for events of a type, in their order: most events concern a few of them. */
  private List<Listed> listed(EventType type) {
    return actions.getOrDefault(type, List.of());
  }

  /** An account state that there is already. */
  public void know(AccountState account) {
    accounts.put(account.address(), account);
  }

  public boolean knows(String address) {
    return accounts.containsKey(address);
  }

  /** Those that are known and those that were counted. */
  public Map<String, AccountState> accounts() {
    return accounts;
  }

  /** With all that was counted. */
  public Distribution distribution() {
    return begun.with(shares, newParticipants);
  }

  /** The addresses whose account states {@link #judge} will count in. */
  public List<String> eligible(Activity event, Facts facts) {
    List<String> eligible = new ArrayList<>();
    if (!isLate(event)) {
      for (Listed listed : listed(event.type())) {
        for (String candidate : listed.action().candidates(event)) {
          if (Eligibility.refusal(listed.action(), event, facts, candidate) == null) {
            eligible.add(candidate);
          }
        }
      }
    }
    return eligible;
  }

  /**
   * Judges an event and counts what is eligible. An address that is not known becomes a new
   * participant.
   *
   * @param sink is given what becomes of each action and candidate, in their order
   */
  public void judge(Activity event, Facts facts, Consumer<Judgement> sink) {
    if (isLate(event)) {
      sink.accept(Judgement.late(program.id()));
      return;
    }
    for (Listed listed : listed(event.type())) {
      QualifyingAction action = listed.action();
      for (String candidate : action.candidates(event)) {
        Outcome refusal = Eligibility.refusal(action, event, facts, candidate);
        sink.accept(
            refusal == null
                ? count(listed.index(), action, candidate, facts)
                : new Judgement(program.id(), listed.index(), candidate, refusal, 0, 0, 0));
      }
    }
  }

  private boolean isLate(Activity event) {
    return event.timestampMs() < beginMs;
  }

  private Judgement count(int index, QualifyingAction action, String candidate, Facts facts) {
    AccountState account = accounts.get(candidate);
    if (account == null) {
      account = new AccountState(candidate, program.terms().actions().size());
      accounts.put(candidate, account);
      newParticipants++;
    }
    long count = account.count(index);
    long period = program.currentClaimPeriod();
    if (!action.earns(count)) {
      Outcome outcome =
          count < action.minimumActions()
              ? Outcome.BELOW_MINIMUM_ACTIONS
              : Outcome.ABOVE_MAXIMUM_ACTIONS;
      return new Judgement(program.id(), index, candidate, outcome, period, count, 0);
    }
    long earned =
        action.ownerMultiplier() > 1 && facts.ownsCollection(candidate)
            ? action.ownerMultiplier()
            : 1;
    shares = Math.addExact(shares, earned);
    account.earn(earned);
    return new Judgement(program.id(), index, candidate, Outcome.GRANTED, period, count, earned);
  }
}
