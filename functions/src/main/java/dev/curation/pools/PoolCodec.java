package dev.curation.pools;

import dev.curation.errors.InvalidValueException;
import dev.curation.money.Denom;
import dev.curation.store.Fields;
import dev.curation.withdrawals.Account;
import dev.curation.withdrawals.Amounts;
import dev.curation.withdrawals.Delegation;
import dev.curation.withdrawals.Operator;
import dev.curation.withdrawals.PoolBook;
import dev.curation.withdrawals.PoolParameters;
import java.math.BigInteger;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The documents of a pool's records; all numbers are decimal text. */
final class PoolCodec {
  private static final Pattern INTEGER = Pattern.compile("0|[1-9][0-9]{0,199}");

  private PoolCodec() {}

  static Fields amounts(Amounts amounts) {
    Fields.Builder fields = Fields.builder();
    amounts.byDenom().forEach((denom, value) -> fields.put(denom.name(), value.toString()));
    return fields.build();
  }

  static Amounts amounts(Fields fields, String name) {
    Map<Denom, BigInteger> amounts = new TreeMap<>();
    Fields map = fields.map(name);
    map.values().keySet().forEach(denom -> amounts.put(new Denom(denom), integer(map, denom)));
    return Amounts.of(amounts);
  }

  static BigInteger integer(Fields fields, String name) {
    String text = fields.string(name);
    if (!INTEGER.matcher(text).matches()) {
      throw new InvalidValueException(name, text, "must be a decimal integer");
    }
    return new BigInteger(text);
  }

  static Fields.Builder encode(PoolBook book) {
    return Fields.builder()
        .put("totalVotes", book.totalVotes().toString())
        .put("accumulatorQ", amounts(book.accumulatorQ()))
        .put("receivedWei", amounts(book.receivedWei()))
        .put("withdrawnWei", amounts(book.withdrawnWei()))
        .put("carryQ", amounts(book.carryQ()))
        .put("taxQ", amounts(book.taxQ()))
        .put("dustQ", amounts(book.dustQ()));
  }

  static PoolBook book(Fields fields) {
    return new PoolBook(
        integer(fields, "totalVotes"),
        amounts(fields, "accumulatorQ"),
        amounts(fields, "receivedWei"),
        amounts(fields, "withdrawnWei"),
        amounts(fields, "carryQ"),
        amounts(fields, "taxQ"),
        amounts(fields, "dustQ"));
  }

  static Fields encode(PoolSettings settings) {
    PoolParameters parameters = settings.parameters();
    Fields.Builder blocked = Fields.builder();
    new TreeSet<>(parameters.blockedAddresses()).forEach(each -> blocked.put(each, true));
    return Fields.builder()
        .put("taxE18", parameters.taxE18().toString())
        .put("autoWithdrawOnChange", parameters.autoWithdrawOnChange())
        .put("withdrawAddressEnabled", parameters.withdrawAddressEnabled())
        .put("blockedAddresses", blocked.build())
        .put("minCommissionE18", settings.minCommissionE18().toString())
        .put("maxCommissionE18", settings.maxCommissionE18().toString())
        .put("maxCommissionChangeE18", settings.maxCommissionChangeE18().toString())
        .build();
  }

  static PoolSettings settings(Fields fields) {
    return new PoolSettings(
        new PoolParameters(
            integer(fields, "taxE18"),
            fields.bool("autoWithdrawOnChange"),
            fields.bool("withdrawAddressEnabled"),
            fields.map("blockedAddresses").values().keySet()),
        integer(fields, "minCommissionE18"),
        integer(fields, "maxCommissionE18"),
        integer(fields, "maxCommissionChangeE18"));
  }

  static Fields encode(Operator operator, long now) {
    return Fields.builder()
        .put("owner", operator.owner())
        .put("commissionE18", operator.commissionE18().toString())
        .put("votes", operator.votes().toString())
        .put("checkpointQ", amounts(operator.checkpointQ()))
        .put("ratioQ", amounts(operator.ratioQ()))
        .put("bonusQ", amounts(operator.bonusQ()))
        .put("commissionQ", amounts(operator.commissionQ()))
        .put("updatedAt", now)
        .build();
  }

  static Operator operator(Fields fields) {
    return new Operator(
        fields.string("owner"),
        integer(fields, "commissionE18"),
        integer(fields, "votes"),
        amounts(fields, "checkpointQ"),
        amounts(fields, "ratioQ"),
        amounts(fields, "bonusQ"),
        amounts(fields, "commissionQ"));
  }

  static Fields encode(Delegation delegation, long now) {
    return Fields.builder()
        .put("votes", delegation.votes().toString())
        .put("startRatioQ", amounts(delegation.startRatioQ()))
        .put("accruedQ", amounts(delegation.accruedQ()))
        .put("updatedAt", now)
        .build();
  }

  static Delegation delegation(Fields fields) {
    return new Delegation(
        integer(fields, "votes"), amounts(fields, "startRatioQ"), amounts(fields, "accruedQ"));
  }

  static Fields encode(Account account, long now) {
    return Fields.builder()
        .put("creditQ", amounts(account.creditQ()))
        .put("withdrawAddress", account.withdrawAddress())
        .put("updatedAt", now)
        .build();
  }

  static Account account(Fields fields) {
    return new Account(amounts(fields, "creditQ"), fields.optionalString("withdrawAddress"));
  }
}
