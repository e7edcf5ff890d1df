package dev.curation.listening;

import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.decoding.AbiData;
import dev.curation.decoding.TokenTransfer;
import dev.curation.documents.Paths;
import dev.curation.money.Wei;
import dev.curation.node.ChainNode;
import dev.curation.node.LogRange;
import dev.curation.simulation.Faults;
import dev.curation.simulation.SimulatedChain;
import dev.curation.simulation.SimulatedChain.Emitted;
import dev.curation.simulation.SimulatedDatabase;
import dev.curation.simulation.SimulatedStore;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.Store;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A simulated chain with tokens, and somebody who watches what one receiver gets of one. */
final class TokenWorld {
  static final ChainId CHAIN = new ChainId(10);
  static final Address TOKEN = ListeningWorld.address(0x70);
  static final Address RECEIVER = ListeningWorld.address(0x4ec);
  static final Address ALICE = ListeningWorld.address(0xa11ce);
  static final Address BOB = ListeningWorld.address(0xb0b);
  static final int FINALITY = 5;
  static final DocumentPath CURSOR = Paths.backfillSlice(CHAIN, "tokens", 0);
  private static final Instant GENESIS = Instant.parse("2026-03-01T00:00:00Z");

  final SimulatedChain chain = new SimulatedChain(CHAIN, GENESIS.toEpochMilli());
  Instant now = GENESIS.plus(Duration.ofDays(30));
  final InstantSource clock = () -> now;
  final SimulatedDatabase database = new SimulatedDatabase(clock);

  /** All that was handed on, twice what was handed on twice. */
  final List<TokenTransfer> seen = new ArrayList<>();

  static Emitted log(String tx, Address token, List<String> topics, String data) {
    return new Emitted(tx, token, topics, data);
  }

  static Emitted transfer(String tx, Address token, Address from, Address to, Wei amount) {
    return log(
        tx,
        token,
        List.of(TokenTransfer.TOPIC, AbiData.topic(from), AbiData.topic(to)),
        AbiData.encode(amount.value()));
  }

  static Emitted paid(String tx, Address from, long amount) {
    return transfer(tx, TOKEN, from, RECEIVER, Wei.of(amount));
  }

  /** Blocks with a transfer each: of 1, 2, 3 and so on. */
  void minePayments(int blocks) {
    for (int i = 1; i <= blocks; i++) {
      chain.mine("", List.of(paid("tx" + i, i % 2 == 0 ? ALICE : BOB, i)));
    }
  }

  void mineEmpty(int blocks) {
    for (int i = 0; i < blocks; i++) {
      chain.mine("", List.of());
    }
  }

  Store store(Faults faults) {
    return new SimulatedStore(database, faults);
  }

  TokenWatch watch(Store store) {
    return new TokenWatch(
        new TokenWatch.Watched(CHAIN, TOKEN, RECEIVER, 1, FINALITY), chain, store, CURSOR, clock);
  }

  /** A node that tells logs the wrong way round. */
  static ChainNode reversing(ChainNode node) {
    return (ChainNode)
        Proxy.newProxyInstance(
            TokenWorld.class.getClassLoader(),
            new Class<?>[] {ChainNode.class},
            (proxy, method, arguments) -> {
              Object answer = method.invoke(node, arguments);
              return answer instanceof LogRange range
                  ? new LogRange(range.last(), range.logs().reversed())
                  : answer;
            });
  }

  TokenWatch.Report run() {
    return run(Faults.NONE, seen::addAll);
  }

  TokenWatch.Report run(Faults faults, Consumer<List<TokenTransfer>> sink) {
    return watch(store(faults)).run(sink, Duration.ofMinutes(1));
  }

  Fields cursor() {
    return store(Faults.NONE).get(CURSOR).orElseThrow().fields();
  }

  List<Long> amounts() {
    return seen.stream().map(transfer -> transfer.amount().value().longValueExact()).toList();
  }
}
