package dev.curation.rewards;

import dev.curation.money.Wei;
import dev.curation.store.Fields;
import dev.curation.time.BlockHour;
import dev.curation.time.Week;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Blocks and periods as readers see them. */
final class States {
  private static final List<String> OF_BLOCK =
      List.of(
          "numCurators",
          "numCuratorVotes",
          "numCuratorsAdded",
          "numCuratorsRemoved",
          "numCuratorVotesAdded",
          "numCuratorVotesRemoved",
          "numCuratorsPercentChange",
          "numCuratorVotesPercentChange",
          "totalProtocolFeesAccruedWei",
          "blockProtocolFeesAccruedWei",
          "arbitrageProtocolFeesAccruedWei",
          "totalProtocolFeesAccruedEth",
          "blockProtocolFeesAccruedEth",
          "arbitrageProtocolFeesAccruedEth",
          "blockDistributedWei",
          "rulesVersion");
  private static final List<String> OF_PERIOD =
      List.of(
          "numCurators",
          "numCuratorVotes",
          "totalProtocolFeesAccruedWei",
          "periodProtocolFeesAccruedWei",
          "totalProtocolFeesAccruedEth",
          "periodProtocolFeesAccruedEth",
          "periodDistributedWei");
  private static final int SHARE_DECIMALS = 4;

  private States() {}

  /**
   * Open while its time runs, complete until it is final, then sealed.
   *
   * @param end first millisecond behind it
   * @param sealedUntil everything before is sealed
   */
  static String of(long end, long sealedUntil, long now) {
    if (end <= sealedUntil) {
      return "sealed";
    }
    return now < end ? "open" : "complete";
  }

  /** A block, from its document. */
  static Fields.Builder block(Fields document, long sealedUntil, long now) {
    long start = document.integer("timestamp");
    return chosen(document, OF_BLOCK, of(new BlockHour(start).end(), sealedUntil, now));
  }

  /** A period, from its document. */
  static Fields.Builder period(Fields document, long sealedUntil, long now) {
    long start = document.integer("timestamp");
    return chosen(document, OF_PERIOD, of(new Week(start).end(), sealedUntil, now));
  }

  private static Fields.Builder chosen(Fields document, List<String> names, String state) {
    Fields.Builder fields =
        Fields.builder().put("timestamp", document.integer("timestamp")).put("state", state);
    names.forEach(name -> fields.put(name, document.get(name)));
    return fields;
  }

  /** An amount in both notations, under {@code {name}Wei} and {@code {name}Eth}. */
  static Fields.Builder amount(Fields.Builder fields, String name, Wei amount) {
    return fields.put(name + "Wei", amount.toString()).put(name + "Eth", amount.displayEth());
  }

  /** Percent of a whole, rounded half-up to 4 decimals; 0 of nothing. */
  static BigDecimal percent(long part, long whole) {
    BigDecimal percent =
        whole == 0
            ? BigDecimal.ZERO
            : BigDecimal.valueOf(part)
                .movePointRight(2)
                .divide(BigDecimal.valueOf(whole), SHARE_DECIMALS, RoundingMode.HALF_UP);
    return new BigDecimal(percent.stripTrailingZeros().toPlainString());
  }

  /**
   * 100 * (now - before) / before in percent, rounded down to 4 decimals, 0 where before is 0 or
   * there is none (specs/curation.md, Block 7).
   *
   * @param name of a whole number, as text or not
   */
  static BigDecimal change(String name, @Nullable Fields before, Fields now) {
    BigDecimal was = before == null ? BigDecimal.ZERO : number(name, before);
    if (was.signum() == 0) {
      return BigDecimal.ZERO;
    }
    BigDecimal percent =
        number(name, now)
            .subtract(was)
            .movePointRight(2)
            .divide(was, SHARE_DECIMALS, RoundingMode.FLOOR);
    return new BigDecimal(percent.stripTrailingZeros().toPlainString());
  }

  private static BigDecimal number(String name, Fields fields) {
    return fields.get(name) instanceof String text
        ? new BigDecimal(Wei.parse(name, text).value())
        : BigDecimal.valueOf(fields.integer(name));
  }

  static @Nullable Fields map(Fields fields, String name) {
    return fields.has(name) ? fields.map(name) : null;
  }
}
