package dev.curation.payments;

import dev.curation.chain.Address;
import dev.curation.chain.TxHash;
import dev.curation.errors.InvalidValueException;
import dev.curation.money.Denom;
import dev.curation.money.Wei;
import dev.curation.payments.Attempt.Candidate;
import dev.curation.store.Fields;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The transfers of a payment as a map by denomination. */
final class TransferCodec {
  private TransferCodec() {}

  static Fields encodeAll(List<OwedTransfer> transfers) {
    Fields.Builder all = Fields.builder();
    transfers.forEach(t -> all.put(t.transfer().denom().name(), encode(t)));
    return all.build();
  }

  /**
   * In the order of their denominations.
   *
   * @throws InvalidValueException naming the field
   */
  static List<OwedTransfer> decodeAll(Fields all) {
    return all.values().keySet().stream()
        .sorted()
        .map(denom -> decode(new Denom(denom), all.map(denom)))
        .toList();
  }

  private static Fields encode(OwedTransfer owed) {
    Fields.Builder fields =
        Fields.builder()
            .put("person", owed.transfer().person().hex())
            .put("to", owed.transfer().to().hex())
            .put("amountWei", owed.transfer().amount().toString())
            .put("state", owed.state().name())
            .putIfPresent("dueAt", owed.dueAt())
            .putIfPresent("reason", owed.reason());
    if (owed.failures() > 0) {
      fields.put("failures", owed.failures());
    }
    if (owed.attempt() != null) {
      encode(fields, owed.attempt());
    }
    if (owed.paidBy() != null) {
      fields.put("txHash", owed.paidBy().hex());
    }
    if (!owed.reverted().isEmpty()) {
      fields.put("reverted", String.join(",", owed.reverted().stream().map(TxHash::hex).toList()));
    }
    return fields.build();
  }

  private static void encode(Fields.Builder fields, Attempt attempt) {
    Fields.Builder transactions = Fields.builder();
    for (Candidate candidate : attempt.candidates()) {
      transactions.put(
          candidate.signed().hash().hex(),
          Fields.builder()
              .put("raw", candidate.signed().raw())
              .put("maxFeeWei", candidate.fees().max().toString())
              .put("tipWei", candidate.fees().tip().toString())
              .put("signedAt", candidate.signedAt())
              .build());
    }
    fields
        .put("from", attempt.from().hex())
        .put("nonce", attempt.nonce())
        .put("gas", attempt.gas())
        .put("transactions", transactions.build())
        .putIfPresent("missingSince", attempt.missingSince());
  }

  private static OwedTransfer decode(Denom denom, Fields fields) {
    Transfer transfer =
        new Transfer(
            Address.parse("person", fields.string("person")),
            Address.parse("to", fields.string("to")),
            denom,
            Wei.parse("amountWei", fields.string("amountWei")));
    TransferState state = state(fields.string("state"));
    @Nullable String paidBy = fields.optionalString("txHash");
    @Nullable String reverted = fields.optionalString("reverted");
    @Nullable Long failures = fields.optionalInteger("failures");
    return new OwedTransfer(
        transfer,
        state,
        state == TransferState.DUE ? (Long) fields.integer("dueAt") : null,
        failures == null ? 0 : failures,
        fields.optionalString("reason"),
        hasAttempt(state) ? attempt(fields) : null,
        paidBy == null ? null : TxHash.parse("txHash", paidBy),
        reverted == null
            ? List.of()
            : List.of(reverted.split(",", -1)).stream()
                .map(hash -> TxHash.parse("reverted", hash))
                .toList());
  }

  private static boolean hasAttempt(TransferState state) {
    return state != TransferState.DUE && state != TransferState.CLAIMABLE;
  }

  private static Attempt attempt(Fields fields) {
    Fields transactions = fields.map("transactions");
    List<Candidate> candidates =
        transactions.values().keySet().stream()
            .map(hash -> candidate(hash, transactions.map(hash)))
            .sorted(Comparator.comparing(candidate -> candidate.fees().max()))
            .toList();
    if (candidates.isEmpty()) {
      throw new InvalidValueException("transactions", "", "must hold what was sent");
    }
    return new Attempt(
        Address.parse("from", fields.string("from")),
        fields.integer("nonce"),
        fields.integer("gas"),
        candidates,
        fields.optionalInteger("missingSince"));
  }

  private static Candidate candidate(String hash, Fields fields) {
    return new Candidate(
        new SignedTransaction(TxHash.parse("transactions", hash), fields.string("raw")),
        new Fees(
            Wei.parse("maxFeeWei", fields.string("maxFeeWei")),
            Wei.parse("tipWei", fields.string("tipWei"))),
        fields.integer("signedAt"));
  }

  private static TransferState state(String name) {
    try {
      return TransferState.valueOf(name);
    } catch (IllegalArgumentException e) {
      throw new InvalidValueException("state", name, "must be DUE, SENT, PAID, CLAIMABLE or HELD");
    }
  }
}
