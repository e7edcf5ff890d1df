package dev.curation.recompute;

import dev.curation.chain.Address;
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
import dev.curation.time.BlockHour;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StreamCorruptedException;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.jspecify.annotations.Nullable;

/** What of an event goes from worker to worker: all that a rule reads, in about 120 bytes. */
final class CountedCoder extends AtomicCoder<Counted> {
  static final CountedCoder INSTANCE = new CountedCoder();
  private static final int SALE = 0;
  private static final int ADDED = 1;
  private static final int REMOVED = 2;

  private CountedCoder() {}

  @Override
  public void encode(Counted count, OutputStream stream) throws IOException {
    DataOutputStream out = new DataOutputStream(stream);
    out.writeUTF(count.collection());
    out.writeLong(count.hour().start());
    out.writeBoolean(count.isReversal());
    out.writeUTF(count.event().id().value());
    ChainPosition position = count.event().position();
    out.writeLong(position.timestamp());
    out.writeLong(position.blockNumber());
    Integer logIndex = position.logIndex();
    out.writeInt(logIndex == null ? -1 : logIndex);
    switch (count.event()) {
      case Sale sale -> {
        out.writeByte(SALE);
        out.writeUTF(sale.protocolFee().toString());
      }
      case VotesAdded added -> {
        writeVotes(out, ADDED, added.user(), added.votes());
        out.writeLong(added.votesPerToken().millionths());
      }
      case VotesRemoved removed -> writeVotes(out, REMOVED, removed.user(), removed.votes());
    }
  }

  private static void writeVotes(DataOutputStream out, int kind, Address user, Votes votes)
      throws IOException {
    out.writeByte(kind);
    out.write(user.bytes());
    out.writeLong(votes.count());
  }

  @Override
  public Counted decode(InputStream stream) throws IOException {
    DataInputStream in = new DataInputStream(stream);
    return new Counted(in.readUTF(), new BlockHour(in.readLong()), in.readBoolean(), event(in));
  }

  private static LedgerEvent event(DataInputStream in) throws IOException {
    EventId id = new EventId(in.readUTF());
    ChainPosition position =
        new ChainPosition(in.readLong(), in.readLong(), logIndex(in.readInt()), null);
    int kind = in.readByte();
    return switch (kind) {
      case SALE ->
          new Sale(id, position, Wei.parse("protocolFeeWei", in.readUTF()), SaleFacts.UNKNOWN);
      case ADDED ->
          new VotesAdded(
              id, position, user(in), votes(in), VotesPerToken.ofMillionths(in.readLong()));
      case REMOVED -> new VotesRemoved(id, position, user(in), votes(in));
      default -> throw new StreamCorruptedException("an event of kind " + kind);
    };
  }

  private static @Nullable Integer logIndex(int written) {
    return written < 0 ? null : (Integer) written;
  }

  private static Address user(DataInputStream in) throws IOException {
    byte[] bytes = new byte[Address.BYTES];
    in.readFully(bytes);
    return Address.ofBytes(bytes);
  }

  private static Votes votes(DataInputStream in) throws IOException {
    return Votes.of(in.readLong());
  }
}
