package dev.curation.books;

import dev.curation.chain.Address;
import dev.curation.curation.BlockChanges;
import dev.curation.curation.BookTotals;
import dev.curation.curation.CuratorAccount;
import dev.curation.curation.CuratorBook;
import dev.curation.curation.Rules;
import dev.curation.curation.VoteChange;
import dev.curation.errors.InvalidValueException;
import dev.curation.money.VoteHours;
import dev.curation.money.Votes;
import dev.curation.money.VotesPerToken;
import dev.curation.money.Wei;
import dev.curation.store.Bytes;
import dev.curation.store.Fields;
import dev.curation.time.BlockHour;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The packed form of the curator books (docs/data-model.md, Books). */
public final class BookCodec {
  /** A document holds 1 MiB; names and the other fields need little of it. */
  private static final int MAX_BYTES = 900_000;

  private static final int CHANGE_BYTES = Address.BYTES + 4 * Long.BYTES;

  private BookCodec() {}

  /** Whether the changes of a block fit into its record. */
  public static boolean fits(BlockChanges changes) {
    return changes.voteChanges().size() <= MAX_BYTES / CHANGE_BYTES;
  }

  public static Fields encode(BookRecord entry) {
    BookTotals totals = entry.totals();
    Fields.Builder fields =
        Fields.builder()
            .put("timestamp", entry.hour().start())
            .put("isCheckpoint", entry.isCheckpoint())
            .put("pages", (long) entry.pages())
            .put("checksum", entry.checksum())
            .put("usersWritten", entry.usersWritten())
            .put("rulesVersion", (long) entry.rulesVersion())
            .put("blocks", totals.blocks())
            .put("feesWei", totals.fees().toString())
            .put("blockFeesWei", totals.blockFees().toString())
            .put("periodFeesWei", totals.periodFees().toString())
            .put("reversedFeesWei", totals.reversedFees().toString())
            .put("distributedWei", totals.distributed().toString())
            .put("carryWei", totals.carry().toString())
            .put("shortfallWei", totals.shortfall().toString())
            .put("votes", totals.votes().count())
            .put("curators", (long) totals.curators())
            .put("periodDistributedWei", totals.periodDistributed().toString())
            .put("weightedVotes", totals.weightedVotes().toString())
            .put("voteHours", encode(totals.voteHours()))
            .put("periodVoteHours", encode(totals.periodVoteHours()));
    BlockChanges changes = entry.changes();
    if (changes != null) {
      fields
          .put("blockReversedFeesWei", changes.reversedFees().toString())
          .put("votesAdded", changes.votesAdded().count())
          .put("votesRemoved", changes.votesRemoved().count())
          .put("voteChanges", pack(changes.voteChanges()));
    }
    return fields.build();
  }

  public static BookRecord decode(Fields fields) {
    BookTotals totals =
        new BookTotals(
            fields.integer("blocks"),
            wei(fields, "feesWei"),
            wei(fields, "blockFeesWei"),
            wei(fields, "periodFeesWei"),
            wei(fields, "reversedFeesWei"),
            wei(fields, "distributedWei"),
            wei(fields, "carryWei"),
            wei(fields, "shortfallWei"),
            Votes.of(fields.integer("votes")),
            (int) fields.integer("curators"),
            wei(fields, "periodDistributedWei"),
            whole(fields, "weightedVotes"),
            voteHours(fields.map("voteHours")),
            voteHours(fields.map("periodVoteHours")));
    BlockHour hour = new BlockHour(fields.integer("timestamp"));
    return new BookRecord(
        hour,
        decodeChanges(fields, hour, totals),
        totals,
        (int) fields.integer("pages"),
        fields.string("checksum"),
        fields.bool("usersWritten"),
        Rules.require(fields.integer("rulesVersion")));
  }

  public static Fields encode(VoteHours hours) {
    return Fields.builder()
        .put("votes", hours.votes().toString())
        .put("weighted", hours.weighted().toString())
        .build();
  }

  public static VoteHours voteHours(Fields fields) {
    return new VoteHours(whole(fields, "votes"), whole(fields, "weighted"));
  }

  static BigInteger whole(Fields fields, String name) {
    String text = fields.string(name);
    if (!text.matches("[0-9]{1,60}")) {
      throw new InvalidValueException(name, text, "must be a whole number");
    }
    return new BigInteger(text);
  }

  private static @Nullable BlockChanges decodeChanges(
      Fields fields, BlockHour hour, BookTotals totals) {
    if (!fields.has("voteChanges")) {
      return null;
    }
    return new BlockChanges(
        hour,
        totals.blockFees(),
        wei(fields, "blockReversedFeesWei"),
        Votes.of(fields.integer("votesAdded")),
        Votes.of(fields.integer("votesRemoved")),
        unpackChanges(fields.bytes("voteChanges")));
  }

  private static Wei wei(Fields fields, String name) {
    return Wei.parse(name, fields.string(name));
  }

  private static Bytes pack(List<VoteChange> changes) {
    return Packed.pack(
        out -> {
          for (VoteChange change : changes) {
            out.write(change.address().bytes());
            out.writeLong(change.votes().count());
            out.writeLong(change.votesPerToken().millionths());
            out.writeLong(change.firstVotedAt());
            out.writeLong(change.lastVotedAt());
          }
        });
  }

  private static List<VoteChange> unpackChanges(Bytes bytes) {
    List<VoteChange> changes = new ArrayList<>();
    Packed.unpack(
        "voteChanges",
        bytes,
        in ->
            changes.add(
                new VoteChange(
                    Packed.address(in),
                    Votes.of(in.readLong()),
                    VotesPerToken.ofMillionths(in.readLong()),
                    in.readLong(),
                    in.readLong())));
    return changes;
  }

  /** The whole book, in as many pages as it needs; at least one. */
  public static List<Fields> encodePages(CuratorBook book) {
    List<Fields> pages = new ArrayList<>();
    List<CuratorAccount> accounts = book.accounts();
    int next = 0;
    do {
      int from = next;
      int[] end = {from};
      Bytes packed =
          Packed.pack(
              out -> {
                while (end[0] < accounts.size() && out.size() < MAX_BYTES) {
                  write(out, accounts.get(end[0]++));
                }
              });
      next = end[0];
      pages.add(Fields.builder().put("accounts", packed).build());
    } while (next < accounts.size());
    return pages;
  }

  /** SHA-256 over the pages, in hex; empty for none. */
  public static String checksum(List<Fields> pages) {
    if (pages.isEmpty()) {
      return "";
    }
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      pages.forEach(page -> digest.update(page.bytes("accounts").toArray()));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  static List<CuratorAccount> decodePage(Fields page) {
    List<CuratorAccount> accounts = new ArrayList<>();
    Packed.unpack("accounts", page.bytes("accounts"), in -> accounts.add(readAccount(in)));
    return accounts;
  }

  static void write(DataOutputStream out, CuratorAccount account) throws IOException {
    out.write(account.address().bytes());
    out.writeLong(account.votes().count());
    out.writeLong(account.votesPerToken().millionths());
    out.writeLong(account.firstVotedAt());
    out.writeLong(account.lastVotedAt());
    out.writeBoolean(account.isPeriodUser());
    Packed.write(out, account.totalAccrued());
    Packed.write(out, account.blockAccrued());
    Packed.write(out, account.periodAccrued());
  }

  static CuratorAccount readAccount(DataInputStream in) throws IOException {
    Address address = Packed.address(in);
    Votes votes = Votes.of(in.readLong());
    VotesPerToken votesPerToken = VotesPerToken.ofMillionths(in.readLong());
    long firstVotedAt = in.readLong();
    long lastVotedAt = in.readLong();
    boolean isPeriodUser = in.readBoolean();
    return new CuratorAccount(
        address,
        votes.count(),
        votesPerToken,
        Packed.wei(in),
        Packed.wei(in),
        Packed.wei(in),
        firstVotedAt,
        lastVotedAt,
        isPeriodUser);
  }
}
