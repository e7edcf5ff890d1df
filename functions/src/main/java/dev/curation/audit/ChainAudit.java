package dev.curation.audit;

import dev.curation.documents.Paths;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.StoredDocument;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Compares stored facts with what the chain's logs say. Signed votes, and the un-votes that follow
 * from them, are on no chain: they are left out.
 */
public final class ChainAudit {
  /** What the backend notes beside the fact. */
  private static final Set<String> BOOKKEEPING =
      Set.of(
          "isAggregated",
          "isApplied",
          "isJudged",
          "judgedIn",
          "activityPage",
          "isDeleted",
          "updatedAt",
          "blockStart",
          "bookedAt",
          "reversedAt",
          "votesTaken",
          "pastCounts",
          "stakePower",
          "stakePowerSource");

  private final Predicate<DocumentPath> isAsked;
  private final Predicate<Fields> isOwn;
  private final Findings findings;

  /**
   * @param isAsked which documents are compared
   * @param isOwn whether a stored document names one of the contracts that are listened to
   */
  public ChainAudit(Predicate<DocumentPath> isAsked, Predicate<Fields> isOwn, int mostDifferences) {
    this.isAsked = isAsked;
    this.isOwn = isOwn;
    this.findings = new Findings(mostDifferences);
  }

  /** The first differences. */
  public List<Difference> first() {
    return findings.first();
  }

  public long differences() {
    return findings.count();
  }

  /** How many stored facts were compared. */
  public long compared() {
    return findings.compared();
  }

  /**
   * Compares the facts of some blocks.
   *
   * @param onChain what their logs say
   * @param stored what is stored of them
   */
  public void compare(Map<DocumentPath, Fields> onChain, List<StoredDocument> stored) {
    Map<DocumentPath, Fields> missing = new LinkedHashMap<>(onChain);
    for (StoredDocument document : stored) {
      Fields said = missing.remove(document.path());
      if (isAsked.test(document.path())) {
        if (said != null) {
          compare(document, said);
        } else if (isLiveFact(document.fields())) {
          findings.superfluous(document.path());
        }
      }
    }
    missing.keySet().stream().filter(isAsked).forEach(findings::missing);
  }

  /** A sale that names no contract is in the ledger, but on no chain. */
  private boolean isLiveFact(Fields stored) {
    boolean isInvented =
        "sale".equals(stored.get("discriminator")) && !stored.has("contractAddress");
    return !Boolean.TRUE.equals(stored.get("isDeleted")) && (isInvented || isOwn.test(stored));
  }

  private void compare(StoredDocument document, Fields said) {
    boolean isRejection = document.path().group().equals(Paths.REJECTED_LOGS);
    if (!isRejection) {
      findings.require(document.path(), "isDeleted", document.fields().get("isDeleted"), false);
    }
    findings.compare(document.path(), without(said), without(document.fields()));
  }

  private static Fields without(Fields fields) {
    Fields rest = fields;
    for (String name : BOOKKEEPING) {
      rest = rest.without(name);
    }
    return rest;
  }
}
