package dev.curation.withdrawals;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Records with changes on top of them: what one operation has read and changed. Dropped, it leaves
 * no trace; so a refused operation changes nothing, and a query settles on one and forgets it.
 */
public final class PoolChange implements Records {
  private final Records before;
  private final PoolBook bookBefore;
  private PoolBook book;
  private final Map<String, Touched<Operator>> operators = new LinkedHashMap<>(4);
  private final Map<Place, Touched<Delegation>> delegations = new LinkedHashMap<>(4);
  private final Map<String, Touched<Account>> accounts = new LinkedHashMap<>(4);

  /** Which delegation. */
  public record Place(String curator, String operator) {}

  /** A record before and after. */
  static final class Touched<T> {
    private final @Nullable T before;
    private @Nullable T after;

    private Touched(@Nullable T before) {
      this.before = before;
      this.after = before;
    }

    @Nullable T before() {
      return before;
    }

    @Nullable T after() {
      return after;
    }

    boolean isChanged() {
      return !Objects.equals(before, after);
    }
  }

  public PoolChange(Records before) {
    this.before = before;
    this.bookBefore = before.book();
    this.book = bookBefore;
  }

  @Override
  public PoolParameters parameters() {
    return before.parameters();
  }

  @Override
  public PoolBook book() {
    return book;
  }

  PoolBook bookBefore() {
    return bookBefore;
  }

  void put(PoolBook changed) {
    book = changed;
  }

  @Override
  public @Nullable Operator operator(String operator) {
    return touched(operator).after;
  }

  void put(String operator, @Nullable Operator changed) {
    touched(operator).after = changed;
  }

  private Touched<Operator> touched(String operator) {
    Touched<Operator> known = operators.get(operator);
    if (known == null) {
      known = new Touched<>(before.operator(operator));
      operators.put(operator, known);
    }
    return known;
  }

  @Override
  public @Nullable Delegation delegation(String curator, String operator) {
    return touched(new Place(curator, operator)).after;
  }

  void put(String curator, String operator, @Nullable Delegation changed) {
    touched(new Place(curator, operator)).after = changed;
  }

  private Touched<Delegation> touched(Place place) {
    Touched<Delegation> known = delegations.get(place);
    if (known == null) {
      known = new Touched<>(before.delegation(place.curator(), place.operator()));
      delegations.put(place, known);
    }
    return known;
  }

  @Override
  public List<String> operatorsOf(String curator) {
    TreeSet<String> all = new TreeSet<>(before.operatorsOf(curator));
    delegations.forEach(
        (place, touched) -> {
          if (place.curator().equals(curator)) {
            if (touched.after == null) {
              all.remove(place.operator());
            } else {
              all.add(place.operator());
            }
          }
        });
    return List.copyOf(all);
  }

  @Override
  public Account account(String person) {
    return Objects.requireNonNull(touchedAccount(person).after);
  }

  void putAccount(String person, Account changed) {
    touchedAccount(person).after = changed;
  }

  private Touched<Account> touchedAccount(String person) {
    Touched<Account> known = accounts.get(person);
    if (known == null) {
      known = new Touched<>(before.account(person));
      accounts.put(person, known);
    }
    return known;
  }

  Map<String, Touched<Operator>> operators() {
    return operators;
  }

  Map<Place, Touched<Delegation>> delegations() {
    return delegations;
  }

  Map<String, Touched<Account>> accounts() {
    return accounts;
  }

  /** Takes the changes. */
  public interface Target {
    void put(PoolBook book);

    /** Null: it is gone. */
    void put(String operator, @Nullable Operator changed);

    /** Null: it is gone. */
    void put(Place place, @Nullable Delegation changed);

    void put(String person, Account changed);
  }

  /** Hands over what changed. */
  public void applyTo(Target target) {
    if (!book.equals(bookBefore)) {
      target.put(book);
    }
    operators.forEach(
        (operator, touched) -> {
          if (touched.isChanged()) {
            target.put(operator, touched.after);
          }
        });
    delegations.forEach(
        (place, touched) -> {
          if (touched.isChanged()) {
            target.put(place, touched.after);
          }
        });
    accounts.forEach(
        (person, touched) -> {
          if (touched.isChanged()) {
            target.put(person, Objects.requireNonNull(touched.after));
          }
        });
  }
}
