package dev.curation.merkle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.chain.Address;
import dev.curation.errors.InvalidValueException;
import dev.curation.merkle.AccountPages.Placed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read from pages is what the whole tree says. */
final class PagesTest {
  /** Sizes around the borders of pages of accounts (8192) and of nodes (13 levels). */
  @ParameterizedTest
  @ValueSource(
      ints = {1, 2, 3, 4095, 4096, 4097, 8191, 8192, 8193, 16_383, 16_384, 16_385, 24_577, 40_000})
  void shouldGiveTheProofsOfTheTree(int accounts) {
    ClaimTree tree = Trees.tree(accounts);
    NodePages nodes = new NodePages(tree.tree().size());
    byte[] top = nodes.top(tree.tree());
    List<byte[]> pages =
        IntStream.range(0, nodes.pages()).mapToObj(i -> nodes.page(tree.tree(), i)).toList();
    byte[] directory = AccountPages.directory(tree);
    List<Entitlement> read = new ArrayList<>();
    for (int page = 0; page < AccountPages.pages(accounts); page++) {
      for (Placed placed : AccountPages.read(AccountPages.page(tree, page))) {
        Address account = placed.entitlement().account();
        assertEquals(page, AccountPages.pageOf(account, directory));
        byte[] nodePage = pages.get(nodes.pageOf(placed.place()));
        assertEquals(tree.proof(account), nodes.proof(placed.place(), top, nodePage));
        read.add(placed.entitlement());
      }
    }
    assertEquals(tree.entitlements(), read);
  }

  /** Every node stands on one page or above all of them, and no page is too large to be stored. */
  @ParameterizedTest
  @ValueSource(ints = {1, 8191, 8192, 12_345, 33_000})
  void shouldHoldEveryNodeOnce(int accounts) {
    ClaimTree tree = Trees.tree(accounts);
    NodePages nodes = new NodePages(tree.tree().size());
    int below = 0;
    for (int page = 0; page < nodes.pages(); page++) {
      byte[] bytes = nodes.page(tree.tree(), page);
      assertTrue(bytes.length <= 8191 * NodeHash.BYTES, "page of " + bytes.length);
      below += bytes.length / NodeHash.BYTES;
    }
    // The roots of the pages stand on both.
    assertEquals(tree.tree().size(), below + nodes.pages() - 1);
  }

  @Test
  void shouldSayThatAnAccountStandsBeforeTheFirst() {
    ClaimTree tree = Trees.tree(10_000);
    byte[] directory = AccountPages.directory(tree);
    assertEquals(-1, AccountPages.pageOf(Address.ZERO, directory));
    assertEquals(1, AccountPages.pageOf(new Address("0x" + "f".repeat(40)), directory));
    assertEquals(-1, AccountPages.pageOf(Address.ZERO, new byte[0]));
  }

  @Test
  void shouldRefuseADamagedPage() {
    byte[] page = AccountPages.page(Trees.tree(3), 0);
    for (int length = 1; length < page.length; length++) {
      byte[] shorter = Arrays.copyOf(page, length);
      List<Placed> read;
      try {
        read = AccountPages.read(shorter);
      } catch (InvalidValueException e) {
        continue;
      }
      assertTrue(read.size() < 3, "whole accounts, but not all");
    }
    byte[] negative = page.clone();
    negative[Address.BYTES + Integer.BYTES + 1] = (byte) 0x80;
    assertThrows(InvalidValueException.class, () -> AccountPages.read(negative));
  }
}
