package dev.curation.books;

import dev.curation.chain.Address;
import dev.curation.curation.CuratorAccount;
import dev.curation.curation.CuratorBook;
import dev.curation.money.Votes;
import dev.curation.money.Wei;
import dev.curation.store.Bytes;
import dev.curation.store.Fields;
import dev.curation.time.BlockHour;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Some of a collection's standings, in the order of their addresses.
 *
 * @param first the lowest address that would stand on it
 * @param next the first of the next page; null: it is the last
 * @param newest the newest block
 * @param sealedUntil the earliest hour that is not sealed
 * @param votes of all curators
 */
public record StandingsPage(
    Address first,
    @Nullable Address next,
    BlockHour newest,
    BlockHour sealedUntil,
    Votes votes,
    List<Standing> standings) {
  /** About 65 KB: one read of a user is cheap, and so is writing all pages after each run. */
  static final int CURATORS = 700;

  /** Below all addresses, so that a page is found for each. */
  private static final Address LOWEST = Address.ZERO;

  /**
   * All pages of a collection.
   *
   * @param book after the newest block
   * @param sealed the book after the newest sealed block
   */
  public static List<Fields> encode(CuratorBook book, CuratorBook sealed, BlockHour sealedUntil) {
    BlockHour newest = book.newest();
    List<Fields> pages = new ArrayList<>();
    List<CuratorAccount> accounts = book.accounts();
    for (int from = 0; newest != null && from < accounts.size(); from += CURATORS) {
      List<CuratorAccount> some =
          accounts.subList(from, Math.min(accounts.size(), from + CURATORS));
      Address first = from == 0 ? LOWEST : some.getFirst().address();
      int behind = from + some.size();
      String next = behind < accounts.size() ? accounts.get(behind).address().hex() : null;
      pages.add(
          Fields.builder()
              .put("firstAddress", first.hex())
              .put("nextAddress", next)
              .put("timestamp", newest.start())
              .put("sealedUntil", sealedUntil.start())
              .put("votes", book.totals().votes().count())
              .put("accounts", pack(some, sealed))
              .build());
    }
    return pages;
  }

  private static Bytes pack(List<CuratorAccount> accounts, CuratorBook sealed) {
    return Packed.pack(
        out -> {
          for (CuratorAccount account : accounts) {
            CuratorAccount before = sealed.account(account.address());
            BookCodec.write(out, account);
            Packed.write(out, before == null ? Wei.ZERO : before.totalAccrued());
          }
        });
  }

  public static StandingsPage decode(Fields fields) {
    List<Standing> standings = new ArrayList<>();
    Packed.unpack(
        "accounts",
        fields.bytes("accounts"),
        in -> standings.add(new Standing(BookCodec.readAccount(in), Packed.wei(in))));
    String next = fields.optionalString("nextAddress");
    return new StandingsPage(
        Address.parse("firstAddress", fields.string("firstAddress")),
        next == null ? null : Address.parse("nextAddress", next),
        new BlockHour(fields.integer("timestamp")),
        new BlockHour(fields.integer("sealedUntil")),
        Votes.of(fields.integer("votes")),
        standings);
  }

  /** Whether the page is where the user would stand. */
  boolean covers(Address user) {
    return first.compareTo(user) <= 0 && (next == null || user.compareTo(next) < 0);
  }

  /** The standing of a user; empty for one who never voted. */
  public Optional<Standing> of(Address user) {
    return standings.stream()
        .filter(standing -> standing.account().address().equals(user))
        .findFirst();
  }
}
