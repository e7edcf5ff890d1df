package dev.curation.export;

import java.util.List;

/** The files of an export and their columns (docs/audit.md, Export). */
enum Table {
  LEDGER(
      "ledger",
      "blockStart",
      "counts",
      "id",
      "discriminator",
      "timestamp",
      "blockNumber",
      "logIndex",
      "txHash",
      "protocolFeeWei",
      "userAddress",
      "votes",
      "votesPerToken",
      "votesTaken",
      "buyer",
      "seller",
      "tokenId",
      "priceWei",
      "paymentToken",
      "source"),
  BLOCKS(
      "blocks",
      "blockStart",
      "rulesVersion",
      "numCurators",
      "numCuratorVotes",
      "numCuratorVotesAdded",
      "numCuratorVotesRemoved",
      "blockProtocolFeesAccruedWei",
      "reversedProtocolFeesWei",
      "blockDistributedWei",
      "arbitrageProtocolFeesAccruedWei",
      "shortfallWei",
      "totalProtocolFeesAccruedWei"),
  BLOCK_USERS(
      "block-users",
      "blockStart",
      "userAddress",
      "votes",
      "blockProtocolFeesAccruedWei",
      "totalProtocolFeesAccruedWei",
      "firstVotedAt",
      "lastVotedAt"),
  PERIODS(
      "periods",
      "periodStart",
      "newestBlock",
      "numCurators",
      "numCuratorVotes",
      "periodProtocolFeesAccruedWei",
      "periodDistributedWei",
      "totalProtocolFeesAccruedWei"),
  PERIOD_USERS(
      "period-users",
      "periodStart",
      "userAddress",
      "periodProtocolFeesAccruedWei",
      "totalProtocolFeesAccruedWei");

  private final String file;
  private final String columns;

  Table(String file, String... columns) {
    this.file = file;
    this.columns = String.join(",", columns);
  }

  String file(Format format) {
    return file + "." + format.extension();
  }

  List<String> columns() {
    return List.of(columns.split(",", -1));
  }
}
