package dev.curation.pools;

import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.documents.Paths;
import dev.curation.errors.InvalidValueException;
import dev.curation.money.Denom;
import dev.curation.money.Wei;
import dev.curation.pools.PoolBooks.Step;
import dev.curation.store.DocumentPath;
import dev.curation.store.MalformedDocumentException;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import dev.curation.withdrawals.Amounts;
import dev.curation.withdrawals.Pool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Brings into a pool what people have earned elsewhere: to be withdrawn by them or, where one is an
 * operator, by those who have votes there (specs/withdrawals.md, intake).
 */
public final class Earnings {
  private final PoolBooks books;

  public Earnings(PoolBooks books) {
    this.books = books;
  }

  /** Where they come from: says whether they were brought before, and writes that they were. */
  public interface Source {
    /** Documents that {@link #writes} looks at. */
    List<DocumentPath> wanted();

    /**
     * Why somebody cannot be brought anything; null: nothing is in the way.
     *
     * @param found a wanted document
     */
    @Nullable String obstacle(
        Function<DocumentPath, Optional<StoredDocument>> found, Address person);

    /**
     * @param found a wanted document
     * @param uncredited those to whom it cannot be brought, with the reason
     * @return what goes into the same commit; null: all of it was brought before
     */
    @Nullable List<Write> writes(
        Function<DocumentPath, Optional<StoredDocument>> found,
        Map<Address, String> uncredited,
        long now);
  }

  /**
   * Brings amounts in one commit: reads the pool, its terms, an account each and what the source
   * wants; writes the pool, an account each and what the source says.
   *
   * @param amounts of at most 200 people
   * @return whether it was done now
   * @throws PoolBusyException if others kept changing the pool
   */
  public boolean bring(ChainId pool, Denom denom, SortedMap<Address, Wei> amounts, Source source) {
    List<DocumentPath> wanted = new ArrayList<>(source.wanted());
    wanted.add(Paths.poolTerms(pool));
    amounts.keySet().forEach(person -> wanted.add(Paths.poolAccount(pool, person)));
    return books.change(
        pool,
        wanted,
        (documents, now) -> {
          Bringing bringing = new Bringing(documents, denom, source);
          amounts.forEach(bringing::add);
          List<Write> writes = source.writes(documents::found, bringing.uncredited, now);
          return writes == null
              ? Step.done(false, documents)
              : Step.of(
                  true,
                  documents,
                  Pool.bring(documents, bringing.operators, bringing.people),
                  "",
                  writes);
        });
  }

  /** Sorts out who gets what. */
  private static final class Bringing {
    private final PoolDocuments documents;
    private final Denom denom;
    private final Source source;
    private final Terms terms;
    private final SortedMap<String, Amounts> operators = new TreeMap<>();
    private final SortedMap<String, Amounts> people = new TreeMap<>();
    private final SortedMap<Address, String> uncredited = new TreeMap<>();

    private Bringing(PoolDocuments documents, Denom denom, Source source) {
      this.documents = documents;
      this.denom = denom;
      this.source = source;
      this.terms = Terms.decode(documents.found(Paths.poolTerms(documents.pool())));
    }

    /** One record that cannot be read is no reason to hold back the others' money. */
    private void add(Address person, Wei amount) {
      Amounts wei = Amounts.of(denom, amount.value());
      String obstacle = source.obstacle(documents::found, person);
      if (obstacle != null) {
        uncredited.put(person, obstacle);
        return;
      }
      try {
        boolean isOperator =
            terms.of(person).stream().anyMatch(term -> term.until() == null)
                && documents.operator(person.hex()) != null;
        if (isOperator) {
          // Without votes it is the owner's.
          String owner = Objects.requireNonNull(documents.operator(person.hex())).owner();
          var unusedSum = documents.account(owner).creditQ().plus(wei);
          operators.put(person.hex(), wei);
        } else {
          var unused = documents.account(person.hex()).creditQ().plus(wei);
          people.put(person.hex(), wei);
        }
      } catch (MalformedDocumentException | InvalidValueException e) {
        uncredited.put(person, String.valueOf(e.getMessage()));
      }
    }
  }
}
