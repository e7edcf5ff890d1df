package dev.curation.decoding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.curation.chain.Address;
import dev.curation.chain.ChainLog;
import dev.curation.errors.InvalidValueException;
import dev.curation.money.Wei;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logs of Ethereum's Seaport, in {@code src/test/resources/logs/seaport-order-fulfilled.json}. */
class RealLogsTest {
  private static final Address CREATOR = new Address("0xa1640edd7b69a3bdf98cd9a6a61f663dcf6d2aa2");

  private static List<JsonObject> cases() {
    try {
      Path file = Path.of("src/test/resources/logs/seaport-order-fulfilled.json");
      JsonArray cases = JsonParser.parseString(Files.readString(file)).getAsJsonArray();
      return cases.asList().stream().map(c -> c.getAsJsonObject()).toList();
    } catch (IOException e) {
      throw new InvalidValueException("file", e.getMessage(), "must be readable");
    }
  }

  private static ChainLog log(int number) {
    JsonObject known = cases().get(number);
    List<String> topics =
        known.getAsJsonArray("topics").asList().stream().map(t -> t.getAsString()).toList();
    return TestLogs.log(TestLogs.SEAPORT, number, topics, known.get("data").getAsString());
  }

  private static LogDecoder decoder(Address... feeRecipients) {
    Exchange seaport =
        new Exchange(TestLogs.SEAPORT, ExchangeKind.SEAPORT, Set.of(feeRecipients), 250);
    return new LogDecoder(
        new ContractSet(TestLogs.CHAIN, TestLogs.WETH, List.of(seaport), Optional.empty()));
  }

  private static List<CollectionSale> sales(Decoded decoded) {
    return assertInstanceOf(Decoded.Sold.class, decoded).sales();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void shouldReadOffersAndConsiderationsAsTheyAreKnown(int number) {
    JsonObject known = cases().get(number).getAsJsonObject("decoded");
    SeaportOrder order = SeaportOrder.read(log(number));
    assertEquals(known.get("orderHash").getAsString(), order.hash());
    assertEquals(known.get("recipient").getAsString(), order.recipient().hex());
    assertEquals(texts(known.getAsJsonArray("offer"), false), texts(order.offer(), false));
    assertEquals(
        texts(known.getAsJsonArray("consideration"), true), texts(order.consideration(), true));
  }

  private static List<String> texts(JsonArray items, boolean received) {
    List<String> texts = new ArrayList<>();
    items.forEach(
        element -> {
          JsonObject item = element.getAsJsonObject();
          String to = received ? item.get("recipient").getAsString() : "";
          texts.add(
              String.join(
                  " ",
                  item.get("itemType").getAsString(),
                  item.get("token").getAsString(),
                  item.get("identifier").getAsString(),
                  item.get("amount").getAsString(),
                  to));
        });
    return texts;
  }

  private static List<String> texts(List<SeaportItem> items, boolean received) {
    return items.stream()
        .map(
            item ->
                String.join(
                    " ",
                    String.valueOf(item.type()),
                    item.token().hex(),
                    item.identifier().toString(),
                    item.amount().toString(),
                    received ? item.recipient().hex() : ""))
        .toList();
  }

  @Test
  void shouldSellAListingForAllThatItPays() {
    List<Decoded> decoded = decoder(CREATOR).decode(List.of(log(0)), TestLogs.DEFAULT_RATES);
    CollectionSale sale = sales(decoded.get(0)).get(0);
    assertEquals("1:0x59325733eb952a92e069c87f0a6168b29e80627f", sale.collection().toString());
    assertEquals("1782", sale.tokenId());
    assertEquals(Wei.parse("wei", "1450000000000000000"), sale.price());
    assertEquals(Wei.parse("wei", "72500000000000000"), sale.protocolFee());
    assertEquals("0x0dfd32320af10f58cd4a5c2b567b7739ea2d691c", sale.seller().hex());
    assertEquals("0xbe7c3c0973d0c25e9e689a59ee296abd2546130d", sale.buyer().hex());
    assertEquals(Address.ZERO, sale.paymentToken());
  }

  @Test
  void shouldTakeNoFeeFromWhatOthersGet() {
    List<Decoded> decoded =
        decoder(TestLogs.PROTOCOL).decode(List.of(log(0)), TestLogs.DEFAULT_RATES);
    assertEquals(Wei.ZERO, sales(decoded.get(0)).get(0).protocolFee());
  }

  @Test
  void shouldSellBothSidesOfASwapOnce() {
    List<Decoded> decoded =
        decoder(CREATOR).decode(List.of(log(2), log(1)), TestLogs.DEFAULT_RATES);
    assertEquals(2, decoded.size());
    CollectionSale sale = sales(decoded.get(0)).get(0);
    assertEquals("1:0x4440732b0d85e2a77dcb2caedfd940154241249a", sale.collection().toString());
    assertEquals("45", sale.tokenId());
    assertEquals(Wei.parse("wei", "4000000000000000000"), sale.price());
    assertEquals(TestLogs.WETH, sale.paymentToken());
    assertEquals("0xd2be832911a252302bac09e30fc124a405e142df", sale.seller().hex());
    assertEquals("0xb1dda9e86ffd52b32c8c668803ad780eb7a324db", sale.buyer().hex());
    assertInstanceOf(Decoded.Ignored.class, decoded.get(1));
  }

  @Test
  void shouldNeverSellTheSecondSideOfTheSwapAlone() {
    List<Decoded> decoded = decoder(CREATOR).decode(List.of(log(2)), TestLogs.DEFAULT_RATES);
    assertInstanceOf(Decoded.Ignored.class, decoded.get(0));
  }
}
