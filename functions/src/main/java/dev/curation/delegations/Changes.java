package dev.curation.delegations;

import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.delegations.DelegationChange.Delegate;
import dev.curation.delegations.DelegationChange.Redelegate;
import dev.curation.delegations.DelegationChange.SetCommission;
import dev.curation.delegations.DelegationChange.Undelegate;
import dev.curation.documents.Paths;
import dev.curation.errors.InvalidValueException;
import dev.curation.money.Wei;
import dev.curation.store.Fields;
import dev.curation.store.MalformedDocumentException;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * The documents of changes, one for each: facts, which the pool applies in their order once they
 * can no longer be taken back.
 */
public final class Changes {
  private Changes() {}

  /** Writes a change, unless there is one of this id. */
  public static Write.Create creation(
      ChainId pool, ChangePlace place, DelegationChange change, long now) {
    return new Write.Create(
        Paths.delegationChange(pool, place.id()),
        encode(change)
            .put("timestamp", place.timestamp())
            .put("blockNumber", place.blockNumber())
            .put("logIndex", (long) place.logIndex())
            .put("place", place.text())
            .put("isSigned", place.isSigned())
            .put("isDeleted", false)
            .put("isApplied", false)
            .put("wasApplied", false)
            .put("updatedAt", now)
            .build());
  }

  /**
   * Records whether the change is still on its chain. What was applied and is gone, or is back, is
   * to be looked at again.
   *
   * @param document as read; the write fails if it changed since
   */
  public static Write.Update marking(StoredDocument document, boolean isDeleted, long now) {
    Fields marks =
        Fields.builder()
            .put("isDeleted", isDeleted)
            .put("isApplied", false)
            .put("updatedAt", now)
            .build();
    return new Write.Update(document.path(), marks, document.updateTime());
  }

  /** Asks for a change to be looked at once more; it must be as it was read. */
  public static Write.Update again(StoredDocument document, long now) {
    Fields marks = Fields.builder().put("isApplied", false).put("updatedAt", now).build();
    return new Write.Update(document.path(), marks, document.updateTime());
  }

  /**
   * Records that the pool took account of the change.
   *
   * @param refusal the code of the rule that refused it; null: it is in force
   */
  public static Write.Update applied(ChangeEntry entry, @Nullable String refusal, long now) {
    Fields marks =
        Fields.builder()
            .put("isApplied", true)
            .put("wasApplied", !entry.isDeleted() && refusal == null)
            .put("refusal", refusal)
            .put("appliedAt", now)
            .put("updatedAt", now)
            .build();
    return new Write.Update(entry.document().path(), marks, entry.document().updateTime());
  }

  /**
   * @throws MalformedDocumentException naming the document, the field and the value
   */
  public static ChangeEntry decode(StoredDocument document) {
    return MalformedDocumentException.decode(
        document,
        fields ->
            new ChangeEntry(
                new ChangePlace(
                    fields.integer("timestamp"),
                    fields.integer("blockNumber"),
                    Math.toIntExact(fields.integer("logIndex")),
                    document.path().id()),
                change(fields),
                fields.bool("isDeleted"),
                fields.bool("isApplied"),
                fields.bool("wasApplied"),
                document));
  }

  private static Fields.Builder encode(DelegationChange change) {
    Fields.Builder fields = Fields.builder();
    return switch (change) {
      case Delegate c ->
          fields
              .put("kind", "delegate")
              .put("curator", c.curator().hex())
              .put("operator", c.operator().hex())
              .put("votes", c.votes().toString());
      case Undelegate c ->
          fields
              .put("kind", "undelegate")
              .put("curator", c.curator().hex())
              .put("operator", c.operator().hex())
              .put("votes", c.votes().toString());
      case Redelegate c ->
          fields
              .put("kind", "redelegate")
              .put("curator", c.curator().hex())
              .put("source", c.source().hex())
              .put("operator", c.target().hex())
              .put("votes", c.votes().toString());
      case SetCommission c ->
          fields
              .put("kind", "setCommission")
              .put("operator", c.operator().hex())
              .put("rateE18", c.rateE18().toString());
    };
  }

  private static DelegationChange change(Fields fields) {
    Address operator = Address.parse("operator", fields.string("operator"));
    String kind = fields.string("kind");
    return switch (kind) {
      case "delegate" -> new Delegate(curator(fields), operator, integer(fields, "votes"));
      case "undelegate" -> new Undelegate(curator(fields), operator, integer(fields, "votes"));
      case "redelegate" ->
          new Redelegate(
              curator(fields),
              Address.parse("source", fields.string("source")),
              operator,
              integer(fields, "votes"));
      case "setCommission" -> new SetCommission(operator, integer(fields, "rateE18"));
      default ->
          throw new InvalidValueException(
              "kind", kind, "must be delegate, undelegate, redelegate or setCommission");
    };
  }

  private static Address curator(Fields fields) {
    return Address.parse("curator", fields.string("curator"));
  }

  private static BigInteger integer(Fields fields, String name) {
    return Wei.parse(name, fields.string(name)).value();
  }
}
