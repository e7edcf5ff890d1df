package dev.curation.bench;

import dev.curation.chain.CollectionId;
import dev.curation.ledger.LedgerEvent;
import dev.curation.replay.LedgerFile;
import java.nio.file.Path;
import java.util.List;

/** The ledgers in {@code bench/ledgers}, and what the rules make of them. */
enum BenchLedger {
  /** 10,000 events, 1,000 curators, 72 hours of one week. */
  SMALL("10k"),
  /** 100 events for the newest hour of the small ledger, on top of it. */
  INCREMENT("10k-increment"),
  /** 50,000 events, 5,000 curators, 168 hours of one week. */
  LARGE("50k");

  static final CollectionId COLLECTION =
      CollectionId.parse("1:0x1111111111111111111111111111111111111111");

  private final String label;

  BenchLedger(String label) {
    this.label = label;
  }

  /** As in {@code bench-ledger-LABEL.csv}. */
  String label() {
    return label;
  }

  /** What the rules make of the ledger; of an increment: together with what it comes on top of. */
  Figures expected() {
    return switch (this) {
      case SMALL -> new Figures(61, 37_563, 984, "2092614235896334009521", "425");
      case INCREMENT -> new Figures(61, 37_570, 985, "2092664235896334012021", "432");
      case LARGE -> new Figures(153, 474_385, 4_938, "10728082903964368408866", "2094");
    };
  }

  /**
   * All events, in chain order.
   *
   * @throws dev.curation.replay.LedgerFileException if the file cannot be read
   */
  List<LedgerEvent> read() {
    Path home = Path.of(System.getProperty("curation.home", "")).toAbsolutePath();
    return LedgerFile.read(
        home.resolve("bench").resolve("ledgers").resolve("bench-ledger-" + label + ".csv"));
  }
}
