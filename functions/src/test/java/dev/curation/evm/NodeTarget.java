package dev.curation.evm;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.curation.chain.ChainId;
import dev.curation.errors.InvalidValueException;
import dev.curation.fuzz.FuzzTarget;
import dev.curation.money.Denom;
import dev.curation.money.Wei;
import dev.curation.node.NodeException;
import dev.curation.payments.Transfer;
import dev.curation.payments.TransferRefusedException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A node that answers anything over HTTP: only its own exceptions come out. The first byte of the
 * input chooses the question, the rest is the result of each call, or, behind an exclamation mark,
 * the whole answer, in which $0 and $1 stand for the ids of the calls.
 */
public final class NodeTarget implements FuzzTarget {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final ChainId CHAIN = new ChainId(1);
  private static final TreasuryKey KEY = TreasuryKey.parse("key", "0x" + "5e".repeat(32));
  private static final String WORD = "\"0x" + "0".repeat(63) + "7\"";

  private String reply = "";
  private final FakeNode fake = FakeNode.replying(this::answer);
  private final Web3jNode node = SampleAnswers.at(fake.endpoint(), TIMEOUT);
  private final List<JsonRpc> rpc = List.of(new JsonRpc(fake.endpoint(), TIMEOUT, TIMEOUT));
  private final Web3jTreasury treasury = new Web3jTreasury(CHAIN, KEY, rpc);
  private final Web3jDistributor distributor =
      Web3jDistributor.of(CHAIN, SampleAnswers.CONTRACT, Optional.empty(), rpc);
  private final List<Runnable> questions = questions();

  private List<Runnable> questions() {
    Transfer transfer =
        new Transfer(
            SampleAnswers.CONTRACT,
            SampleAnswers.CONTRACT,
            new Denom(SampleAnswers.CONTRACT.hex()),
            Wei.of(5));
    return List.of(
        () -> node.headNumber(),
        () -> node.headers(List.of(11L, 12L)),
        () -> node.logs(List.of(SampleAnswers.CONTRACT), 10, 11),
        () -> node.transfers(SampleAnswers.CONTRACT, SampleAnswers.CONTRACT, 10, 11),
        () -> node.transactionLogs(SampleAnswers.TX),
        () -> node.stakePower(SampleAnswers.CONTRACT, SampleAnswers.CONTRACT, SampleAnswers.BLOCK),
        () -> node.view(SampleAnswers.CONTRACT, "0x313ce567", SampleAnswers.BLOCK),
        () -> treasury.look(SampleAnswers.CONTRACT, List.of(SampleAnswers.TX)),
        () -> treasury.firstNonce(),
        () -> treasury.balance(transfer.denom()),
        () -> treasury.market(),
        () -> treasury.gas(transfer),
        () -> treasury.broadcast("0x00"),
        () -> distributor.state(SampleAnswers.CONTRACT),
        () ->
            new UniswapV3Pool(CHAIN, node, SampleAnswers.CONTRACT, SampleAnswers.CONTRACT)
                .latest());
  }

  @Override
  public List<byte[]> samples() {
    JsonArray logs = new JsonArray();
    logs.add(SampleAnswers.log());
    String receipt =
        "{\"status\":\"0x1\",\"blockNumber\":\"0xb\",\"blockHash\":"
            + WORD
            + ",\"transactionHash\":\""
            + SampleAnswers.TX
            + "\",\"gasUsed\":\"0x5208\",\"logs\":"
            + logs
            + "}";
    List<byte[]> samples = new ArrayList<>();
    for (String sound :
        List.of(
            "0\"0xb\"",
            "1" + SampleAnswers.block(11),
            "2" + logs,
            "3" + logs,
            "4" + receipt,
            "5" + WORD,
            "6" + WORD,
            "7" + receipt,
            "8\"0x7\"",
            "9" + WORD,
            ":{\"number\":\"0xb\",\"baseFeePerGas\":\"0x7\",\"hash\":" + WORD + "}",
            ";\"0x5208\"",
            "<" + WORD,
            "=\"0x" + "0".repeat(63).concat("1").repeat(8) + "\"",
            ">" + SampleAnswers.block(11),
            "2![{\"id\":$0,\"result\":" + logs + "},{\"id\":$1,\"result\":null}]",
            "2![{\"id\":$0,\"error\":{\"code\":-32005,\"message\":\"limit exceeded\"}}]",
            "5!{\"error\":{\"code\":3,\"message\":\"execution reverted\"}}")) {
      samples.add(sound.getBytes(StandardCharsets.UTF_8));
    }
    return samples;
  }

  private FakeNode.Reply answer(JsonArray calls) {
    String text = reply;
    boolean isWhole = text.startsWith("!");
    List<String> answers = new ArrayList<>();
    for (int i = 0; i < calls.size(); i++) {
      JsonObject call = calls.get(i).getAsJsonObject();
      if (call.get("method").getAsString().equals("eth_chainId")) {
        JsonObject chain = new JsonObject();
        chain.add("id", call.get("id"));
        chain.add("result", new JsonPrimitive("0x1"));
        return new FakeNode.Reply(200, "[" + chain + "]");
      }
      if (isWhole) {
        text = text.replace("$" + i, call.get("id").toString());
      } else {
        answers.add("{\"id\":" + call.get("id") + ",\"result\":" + text + "}");
      }
    }
    return new FakeNode.Reply(200, isWhole ? text.substring(1) : answers.toString());
  }

  @Override
  public void read(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    if (text.isEmpty()) {
      return;
    }
    reply = text.substring(1);
    try {
      questions.get(Math.floorMod(text.charAt(0) - '0', questions.size())).run();
    } catch (NodeException | TransferRefusedException e) {
      // What callers expect of nodes.
    } catch (InvalidValueException e) {
      if (text.charAt(0) != '>') {
        throw e; // Only prices may be refused so.
      }
    }
  }
}
