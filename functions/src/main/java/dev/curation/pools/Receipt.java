package dev.curation.pools;

import dev.curation.money.Denom;
import dev.curation.store.Fields;
import dev.curation.withdrawals.Payment;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a request did (specs/withdrawals.md, Firestore notes): kept with it, and answered once more
 * where the same request comes again.
 *
 * @param action what was asked for
 * @param digest of the signed message, in hex: another message under the same id has another one
 * @param payments what it pays
 * @param paymentId of the payment, where there is one
 * @param countsFrom first hour in which a change counts, milliseconds; null: it is no change, or is
 *     done already
 * @param next where the next page of a withdrawal of everything begins; null: there is none
 * @param at when it was done, milliseconds since the epoch
 */
public record Receipt(
    String action,
    String digest,
    List<Payment> payments,
    @Nullable String paymentId,
    @Nullable Long countsFrom,
    @Nullable String next,
    long at) {
  public Receipt {
    payments = List.copyOf(payments);
  }

  Fields encode() {
    Fields.Builder paid = Fields.builder();
    for (Payment payment : payments) {
      paid.put(
          payment.denom().name(),
          Fields.builder()
              .put("person", payment.person())
              .put("to", payment.to())
              .put("amountWei", payment.wei().toString())
              .build());
    }
    return Fields.builder()
        .put("action", action)
        .put("digest", digest)
        .put("payments", paid.build())
        .put("paymentId", paymentId)
        .put("countsFrom", countsFrom)
        .put("next", next)
        .put("createdAt", at)
        .build();
  }

  static Receipt decode(Fields fields) {
    List<Payment> payments = new ArrayList<>();
    Fields paid = fields.map("payments");
    for (String denom : new TreeSet<>(paid.values().keySet())) {
      Fields payment = paid.map(denom);
      payments.add(
          new Payment(
              payment.string("person"),
              payment.string("to"),
              new Denom(denom),
              new BigInteger(payment.string("amountWei"))));
    }
    return new Receipt(
        fields.string("action"),
        fields.string("digest"),
        payments,
        fields.optionalString("paymentId"),
        fields.optionalInteger("countsFrom"),
        fields.optionalString("next"),
        fields.integer("createdAt"));
  }
}
