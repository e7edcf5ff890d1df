package dev.curation.programs;

import static dev.curation.programs.Asked.ASSET;
import static dev.curation.programs.Asked.CREATOR;
import static dev.curation.programs.Asked.START;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.function.Executable;

/** A few programs for tests, with carl's money; all amounts are of TOK. */
final class SmallPrograms {
  static final BigInteger FUNDS = BigInteger.TEN.pow(40);

  final ActivityBooks books = new ActivityBooks();
  final MemoryPrograms engine = new MemoryPrograms(books);
  private long now = START;

  SmallPrograms() {
    engine.credit(CREATOR, ASSET, FUNDS);
  }

  /** With one of each request, created at the start. */
  static SmallPrograms of(Asked... asked) {
    SmallPrograms programs = new SmallPrograms();
    Arrays.stream(asked).forEach(each -> programs.engine.create(START, each.request()));
    return programs;
  }

  /** At so long after the start. */
  SmallPrograms at(long afterStartMs) {
    now = START + afterStartMs;
    engine.tick(now);
    return this;
  }

  List<Outcome> vote(String user, String collection) {
    return event(Activity.vote(now, user, collection, BigInteger.ONE));
  }

  List<Outcome> stake(String user, long amount) {
    return event(Activity.stake(now, user, "s1", null, BigInteger.valueOf(amount)));
  }

  List<Outcome> sale(String buyer, String seller) {
    return event(Activity.sale(now, buyer, seller, "apes"));
  }

  List<Outcome> event(Activity event) {
    List<Outcome> outcomes = new ArrayList<>();
    engine.event(now, event, each -> outcomes.add(each.outcome()));
    return outcomes;
  }

  BigInteger claim(long program, String user) {
    return engine.claim(now, program, user).total();
  }

  long now() {
    return now;
  }

  RewardProgram program(long id) {
    return engine.program(id).program();
  }

  AccountState account(long program, long period, String user) {
    return Objects.requireNonNull(engine.program(program).accounts(period).get(user));
  }

  BigInteger balance(String user) {
    return engine.balance(user, ASSET);
  }

  /** What is in the log of some kind. */
  List<LogEntry> logged(LogEntry.Kind kind) {
    return engine.log().stream().filter(entry -> entry.kind() == kind).toList();
  }

  static void assertRefused(ProgramRefusal expected, Executable operation) {
    ProgramRefusedException refused =
        assertThrows(ProgramRefusedException.class, operation, expected.name());
    assertEquals(expected, refused.refusal(), refused.getMessage());
  }
}
