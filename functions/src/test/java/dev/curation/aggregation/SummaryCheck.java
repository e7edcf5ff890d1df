package dev.curation.aggregation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.curation.books.Books;
import dev.curation.books.Snippet;
import dev.curation.books.Standing;
import dev.curation.books.Standings;
import dev.curation.books.StandingsPage;
import dev.curation.chain.CollectionId;
import dev.curation.curation.CuratorAccount;
import dev.curation.curation.CuratorBook;
import dev.curation.documents.Paths;
import dev.curation.documents.Queries;
import dev.curation.money.Wei;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.Store;
import dev.curation.time.BlockHour;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Standings, snippet and the chain's totals of a quiet collection are what its books say. */
public final class SummaryCheck {
  private static final CollectionId COLLECTION = World.COLLECTION;

  private SummaryCheck() {}

  public static void run(World world) {
    Store store = world.process();
    CuratorBook book = new Books(store, COLLECTION).newest();
    Fields state = world.document(Paths.aggregation(COLLECTION));
    long sealedUntil = state.has("sealedUntil") ? state.integer("sealedUntil") : 0;
    CuratorBook sealed = new Books(store, COLLECTION).before(new BlockHour(sealedUntil));
    List<StandingsPage> pages = new Standings(store, COLLECTION).all();
    List<Standing> expected = new ArrayList<>();
    for (CuratorAccount account : book.accounts()) {
      CuratorAccount before = sealed.account(account.address());
      expected.add(new Standing(account, before == null ? Wei.ZERO : before.totalAccrued()));
    }
    assertEquals(expected, pages.stream().flatMap(page -> page.standings().stream()).toList());
    for (StandingsPage page : pages) {
      assertEquals(book.newest(), page.newest());
      assertEquals(book.totals().votes(), page.votes());
    }
    Fields snippet = world.document(Paths.snippet(COLLECTION));
    if (book.newest() != null || snippet.has("id")) {
      checkSnippet(world, store, book, sealedUntil, snippet, pages.size());
    }
  }

  private static void checkSnippet(
      World world, Store store, CuratorBook book, long sealedUntil, Fields snippet, int pages) {
    Fields expected =
        Snippet.of(
            COLLECTION,
            book,
            new BlockHour(snippet.integer("sealedUntil")),
            store.query(Queries.newestBlocks(COLLECTION, 2)),
            store.query(Queries.newestPeriods(COLLECTION, 2)),
            pages);
    assertEquals(expected, snippet.without("updatedAt"));
    BlockHour newest = book.newest();
    if (newest != null) {
      // Behind the newest week the seal may have moved without a word: nothing depends on it.
      long end = newest.week().end();
      assertEquals(Math.min(sealedUntil, end), Math.min(snippet.integer("sealedUntil"), end));
    }
    DocumentPath totals = Paths.chainTotals(COLLECTION.chainId(), 0);
    Map<String, Object> share = Snippet.inChainTotals(COLLECTION, snippet).values();
    String name = COLLECTION.address().hex();
    assertEquals(share.get(name), Objects.requireNonNull(world.document(totals).get(name)));
  }
}
