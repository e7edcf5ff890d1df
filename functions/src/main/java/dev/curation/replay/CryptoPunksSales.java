package dev.curation.replay;

import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.chain.CollectionId;
import dev.curation.chain.TxHash;
import dev.curation.errors.InvalidValueException;
import dev.curation.ledger.ChainPosition;
import dev.curation.ledger.EventId;
import dev.curation.ledger.LedgerEvent;
import dev.curation.ledger.LedgerEvent.Sale;
import dev.curation.ledger.LedgerEvent.VotesAdded;
import dev.curation.ledger.LedgerEvent.VotesRemoved;
import dev.curation.ledger.SaleFacts;
import dev.curation.money.Votes;
import dev.curation.money.VotesPerToken;
import dev.curation.money.Wei;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVRecord;

/**
 * Real sales of CryptoPunks in the scenario <em>holders vote</em>: each sale pays 2.5 % of its
 * price, rounded down, as protocol fee; at its time the seller loses one vote and the buyer, where
 * known, gains one; a punk is a staked token of one vote.
 */
public final class CryptoPunksSales {
  /** The CryptoPunks contract on Ethereum. */
  public static final CollectionId COLLECTION =
      new CollectionId(new ChainId(1), new Address("0xb47e3cd837ddf8e4c57f05d70ab865de6e193bbb"));

  private static final int FEE_BASIS_POINTS = 250;
  private static final List<String> COLUMNS =
      List.of(
          "timestamp", "blockNumber", "transactionHash", "tokenId", "priceWei", "seller", "buyer");

  private CryptoPunksSales() {}

  /**
   * Reads the whole file.
   *
   * @throws LedgerFileException naming file, line, field and value
   */
  public static List<LedgerEvent> read(Path file) {
    return CsvRecords.read(file, COLUMNS, CryptoPunksSales::events);
  }

  private static List<LedgerEvent> events(CSVRecord line) {
    TxHash tx = TxHash.parse("transactionHash", line.get("transactionHash"));
    ChainPosition position =
        new ChainPosition(time(line), LedgerFile.integer(line, "blockNumber"), null, tx);
    Wei price = Wei.parse("priceWei", line.get("priceWei"));
    Address seller = Address.parse("seller", line.get("seller"));
    Address buyer = Address.parse("buyer", line.get("buyer"));
    String token = line.get("tokenId");
    SaleFacts facts = new SaleFacts(buyer, seller, token, price, Address.ZERO, "cryptopunks");
    List<LedgerEvent> events = new ArrayList<>();
    events.add(
        new Sale(id(tx, token, "sale"), position, price.basisPoints(FEE_BASIS_POINTS), facts));
    events.add(new VotesRemoved(id(tx, token, "removed"), position, seller, Votes.of(1)));
    if (!buyer.equals(Address.ZERO)) {
      events.add(
          new VotesAdded(
              id(tx, token, "added"), position, buyer, Votes.of(1), VotesPerToken.of(1)));
    }
    return events;
  }

  private static EventId id(TxHash tx, String token, String part) {
    return EventId.ofTransaction(COLLECTION.chainId(), tx, token + ":" + part);
  }

  private static long time(CSVRecord line) {
    String text = line.get("timestamp");
    try {
      return Instant.parse(text).toEpochMilli();
    } catch (DateTimeParseException | ArithmeticException e) {
      throw new InvalidValueException("timestamp", text, "must be like 2017-06-23T21:05:06Z");
    }
  }
}
