package dev.curation.withdrawals;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Records with changes on top of them: what one operation has read and changed. Dropped, it leaves
 * no trace; so a refused operation changes nothing, and a query settles on one and forgets it.
 */
public final class PoolChange implements Records {
  private final Records before;
  private final PoolBook bookBefore;
  private PoolBook book;
  private final Touched<String, Operator> operators;
  private final Touched<Place, Delegation> delegations;
  private final Touched<String, Account> accounts;

  /** Which delegation. */
  public record Place(String curator, String operator) {}

  public PoolChange(Records before) {
    this.before = before;
    this.bookBefore = before.book();
    this.book = bookBefore;
    this.operators = new Touched<>(before::operator);
    this.delegations = new Touched<>(place -> before.delegation(place.curator(), place.operator()));
    this.accounts = new Touched<>(before::account);
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
    return operators.get(operator);
  }

  void put(String operator, @Nullable Operator changed) {
    operators.put(operator, changed);
  }

  @Override
  public @Nullable Delegation delegation(String curator, String operator) {
    return delegations.get(new Place(curator, operator));
  }

  void put(String curator, String operator, @Nullable Delegation changed) {
    delegations.put(new Place(curator, operator), changed);
  }

  @Override
  public Account account(String person) {
    return Objects.requireNonNull(accounts.get(person));
  }

  void putAccount(String person, Account changed) {
    accounts.put(person, changed);
  }

  Touched<String, Operator> operators() {
    return operators;
  }

  Touched<Place, Delegation> delegations() {
    return delegations;
  }

  Touched<String, Account> accounts() {
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
    operators.forEachChanged(target::put);
    delegations.forEachChanged(target::put);
    accounts.forEachChanged((person, after) -> target.put(person, Objects.requireNonNull(after)));
  }
}
