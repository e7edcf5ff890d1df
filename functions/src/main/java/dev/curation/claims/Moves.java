package dev.curation.claims;

import dev.curation.chain.Address;
import dev.curation.errors.InvalidValueException;
import dev.curation.merkle.TreeSources.Collected;
import dev.curation.money.Wei;
import dev.curation.time.BlockHour;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far the shares of each collection have come into the trees: what each brought the last time,
 * and whether that was now.
 *
 * @param last by collection
 */
record Moves(SortedMap<Address, Move> last) {
  static final Moves NONE = new Moves(new TreeMap<>());

  /** About 500 KB. */
  private static final int PER_PAGE = 5000;

  private static final int HASH = 32;

  /**
   * @param isNew whether it came with this tree
   */
  record Move(Collected collected, boolean isNew) {}

  /** The first hour of a collection that did not come in. */
  BlockHour until(Address collection, BlockHour first) {
    Move move = last.get(collection);
    return move == null ? first : move.collected().until();
  }

  /** With those that come now. */
  Moves with(List<Collected> now) {
    SortedMap<Address, Move> all = new TreeMap<>();
    last.forEach((address, move) -> all.put(address, new Move(move.collected(), false)));
    now.forEach(each -> all.put(each.collection(), new Move(each, true)));
    return new Moves(all);
  }

  /** Those that came with this tree, in the order of their addresses. */
  List<Collected> fresh() {
    return last.values().stream().filter(Move::isNew).map(Move::collected).toList();
  }

  List<byte[]> pages() {
    List<byte[]> pages = new ArrayList<>();
    List<Move> all = new ArrayList<>(last.values());
    for (int from = 0; from < all.size(); from += PER_PAGE) {
      pages.add(page(all.subList(from, Math.min(all.size(), from + PER_PAGE))));
    }
    return pages;
  }

  private static byte[] page(List<Move> moves) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      for (Move move : moves) {
        Collected collected = move.collected();
        byte[] wei = collected.wei().value().toByteArray();
        out.write(collected.collection().bytes());
        out.writeLong(collected.from().start());
        out.writeLong(collected.until().start());
        out.writeByte(wei.length);
        out.write(wei);
        out.write(HexFormat.of().parseHex(collected.eventsHash()));
        out.writeBoolean(move.isNew());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory cannot fail", e);
    }
    return bytes.toByteArray();
  }

  /**
   * @throws InvalidValueException if a page is damaged
   */
  static Moves read(List<byte[]> pages) {
    SortedMap<Address, Move> all = new TreeMap<>();
    for (byte[] page : pages) {
      ByteBuffer in = ByteBuffer.wrap(page);
      try {
        while (in.hasRemaining()) {
          Collected collected =
              new Collected(
                  Address.ofBytes(bytes(in, Address.BYTES)),
                  new BlockHour(in.getLong()),
                  new BlockHour(in.getLong()),
                  Wei.of(new BigInteger(bytes(in, Byte.toUnsignedInt(in.get())))),
                  HexFormat.of().formatHex(bytes(in, HASH)));
          all.put(collected.collection(), new Move(collected, in.get() != 0));
        }
      } catch (BufferUnderflowException | NumberFormatException e) {
        throw new InvalidValueException("collections", page.length + " bytes", "must be whole");
      }
    }
    return new Moves(all);
  }

  private static byte[] bytes(ByteBuffer in, int length) {
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }
}
