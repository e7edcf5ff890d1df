package dev.curation.replay;

import dev.curation.chain.Address;
import dev.curation.errors.InvalidValueException;
import dev.curation.ledger.ChainPosition;
import dev.curation.ledger.EventId;
import dev.curation.ledger.LedgerEvent;
import dev.curation.ledger.LedgerEvent.Sale;
import dev.curation.ledger.LedgerEvent.VotesAdded;
import dev.curation.ledger.LedgerEvent.VotesRemoved;
import dev.curation.ledger.SaleFacts;
import dev.curation.money.Votes;
import dev.curation.money.Wei;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVRecord;

/**
 * A ledger as CSV: {@code id,discriminator,timestamp,blockNumber,userAddress,votes,protocolFeeWei}.
 * Timestamps in milliseconds; a sale has a fee, a vote event a user and votes.
 */
public final class LedgerFile {
  private static final List<String> COLUMNS =
      List.of(
          "id",
          "discriminator",
          "timestamp",
          "blockNumber",
          "userAddress",
          "votes",
          "protocolFeeWei");

  private LedgerFile() {}

  /**
   * Reads the whole file. A line may be repeated; two facts may not share an id.
   *
   * @throws LedgerFileException naming file, line, field and value
   */
  public static List<LedgerEvent> read(Path file) {
    Map<EventId, LedgerEvent> known = new HashMap<>();
    return CsvRecords.read(
        file,
        COLUMNS,
        line -> {
          LedgerEvent event = event(line);
          LedgerEvent other = known.putIfAbsent(event.id(), event);
          if (other != null && !other.equals(event)) {
            throw new InvalidValueException("id", event.id(), "is that of another event above");
          }
          return List.of(event);
        });
  }

  private static LedgerEvent event(CSVRecord line) {
    EventId id = new EventId(line.get("id"));
    ChainPosition position =
        new ChainPosition(integer(line, "timestamp"), integer(line, "blockNumber"), null, null);
    String discriminator = line.get("discriminator");
    return switch (discriminator) {
      case "sale" ->
          new Sale(
              id,
              position,
              Wei.parse("protocolFeeWei", line.get("protocolFeeWei")),
              SaleFacts.UNKNOWN);
      case "votesAdded" -> new VotesAdded(id, position, user(line), votes(line));
      case "votesRemoved" -> new VotesRemoved(id, position, user(line), votes(line));
      default ->
          throw new InvalidValueException(
              "discriminator", discriminator, "must be sale, votesAdded or votesRemoved");
    };
  }

  private static Address user(CSVRecord line) {
    return Address.parse("userAddress", line.get("userAddress"));
  }

  private static Votes votes(CSVRecord line) {
    return Votes.of(integer(line, "votes"));
  }

  static long integer(CSVRecord line, String column) {
    String text = line.get(column);
    try {
      long number = Long.parseLong(text);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // The sentence below says it better.
    }
    throw new InvalidValueException(column, text, "must be a whole number, 0 to 2^63-1");
  }
}
