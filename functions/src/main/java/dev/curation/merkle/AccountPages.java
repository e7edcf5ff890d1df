package dev.curation.merkle;

import dev.curation.chain.Address;
import dev.curation.errors.InvalidValueException;
import dev.curation.money.Wei;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How the entitlements of a tree are laid out on pages, in the order of accounts: 20 bytes of
 * account, 4 of the leaf's place, one of the amount's length, the amount.
 */
public final class AccountPages {
  /** About 280 KB. */
  static final int ACCOUNTS = 8192;

  private AccountPages() {}

  /** An entitlement and the place of its leaf among the nodes. */
  public record Placed(Entitlement entitlement, int place) {}

  public static int pages(int accounts) {
    return (accounts + ACCOUNTS - 1) / ACCOUNTS;
  }

  /** The first account of each page, 20 bytes each. */
  public static byte[] directory(ClaimTree tree) {
    ByteArrayOutputStream directory = new ByteArrayOutputStream();
    for (int i = 0; i < tree.entitlements().size(); i += ACCOUNTS) {
      directory.writeBytes(tree.entitlements().get(i).account().bytes());
    }
    return directory.toByteArray();
  }

  /** The page that an account would stand on; -1: it is before the first. */
  public static int pageOf(Address account, byte[] directory) {
    int low = 0;
    int high = directory.length / Address.BYTES;
    byte[] wanted = account.bytes();
    while (low < high) {
      int middle = (low + high) >>> 1;
      int at = middle * Address.BYTES;
      boolean isBehind =
          Arrays.compareUnsigned(directory, at, at + Address.BYTES, wanted, 0, Address.BYTES) <= 0;
      low = isBehind ? middle + 1 : low;
      high = isBehind ? high : middle;
    }
    return low - 1;
  }

  public static byte[] page(ClaimTree tree, int page) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      int end = Math.min(tree.entitlements().size(), (page + 1) * ACCOUNTS);
      for (int i = page * ACCOUNTS; i < end; i++) {
        Entitlement each = tree.entitlements().get(i);
        byte[] amount = each.cumulative().value().toByteArray();
        out.write(each.account().bytes());
        out.writeInt(tree.tree().place(i));
        out.writeByte(amount.length);
        out.write(amount);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory cannot fail", e);
    }
    return bytes.toByteArray();
  }

  /**
   * @throws InvalidValueException if the page is damaged
   */
  public static List<Placed> read(byte[] page) {
    ByteBuffer in = ByteBuffer.wrap(page);
    List<Placed> placed = new ArrayList<>();
    try {
      while (in.hasRemaining()) {
        byte[] account = new byte[Address.BYTES];
        in.get(account);
        int place = in.getInt();
        byte[] amount = new byte[Byte.toUnsignedInt(in.get())];
        in.get(amount);
        Wei cumulative = Wei.of(new BigInteger(amount));
        placed.add(new Placed(new Entitlement(Address.ofBytes(account), cumulative), place));
      }
    } catch (BufferUnderflowException | NumberFormatException e) {
      throw new InvalidValueException("accounts", page.length + " bytes", "must be whole");
    }
    return placed;
  }
}
