package dev.curation.chain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.errors.InvalidValueException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses, chains, collections and transactions as text from outside. */
class ChainValuesTest {
  private static final String HEX = "0xabcdef0123456789abcdef0123456789abcdef01";
  private static final String HASH = "0x" + "0123456789abcdef".repeat(4);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0x",
        "abcdef0123456789abcdef0123456789abcdef01",
        "0xabcdef0123456789abcdef0123456789abcdef0",
        "0xabcdef0123456789abcdef0123456789abcdef012",
        "0xgbcdef0123456789abcdef0123456789abcdef01",
        "1xabcdef0123456789abcdef0123456789abcdef01",
        "0xabcdef0123456789abcdef0123456789abcdef0 ",
        "0x١bcdef0123456789abcdef0123456789abcdef01"
      })
  void shouldNameFieldAndValueOfWhatIsNoAddress(String text) {
    InvalidValueException e =
        assertThrows(InvalidValueException.class, () -> Address.parse("userAddress", text));
    assertEquals("userAddress", e.field());
    assertEquals(text, e.value());
    assertThrows(InvalidValueException.class, () -> new Address(text));
  }

  @Test
  void shouldReadAddressesInAnyCaseAndKeepThemInLowerCase() {
    Address address = Address.parse("userAddress", "0xABCDEF0123456789abcdef0123456789AbCdEf01");
    assertEquals(HEX, address.hex());
    assertThrows(InvalidValueException.class, () -> new Address(HEX.replace('a', 'A')));
  }

  @Test
  void shouldReadAnUpperCasePrefixAsWell() {
    assertEquals(HEX, Address.parse("userAddress", HEX.replace("0x", "0X")).hex());
  }

  @Test
  void shouldTurnAddressesIntoBytesAndBack() {
    Address address = new Address(HEX);
    assertEquals(Address.BYTES, address.bytes().length);
    assertEquals((byte) 0xab, address.bytes()[0]);
    assertEquals(address, Address.ofBytes(address.bytes()));
    assertArrayEquals(new byte[20], Address.ZERO.bytes());
    assertThrows(InvalidValueException.class, () -> Address.ofBytes(new byte[19]));
  }

  @Test
  void shouldSortAddressesByTheirDigits() {
    assertTrue(Address.ZERO.compareTo(new Address(HEX)) < 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "+1", "01", "1.0", "0x1", " 1", "1 ", "eth", "١"})
  void shouldRefuseWhatIsNoChain(String text) {
    InvalidValueException e =
        assertThrows(InvalidValueException.class, () -> ChainId.parse("chainId", text));
    assertEquals("chainId", e.field());
    assertThrows(InvalidValueException.class, () -> new ChainId(0));
  }

  @Test
  void shouldReadChains() {
    assertEquals(new ChainId(137), ChainId.parse("chainId", "137"));
    assertEquals("137", new ChainId(137).toString());
  }

  @Test
  void shouldReadAndWriteCollections() {
    CollectionId collection = CollectionId.parse("137:" + HEX);
    assertEquals(new CollectionId(new ChainId(137), new Address(HEX)), collection);
    assertEquals("137:" + HEX, collection.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":",
        "1",
        "1:",
        "0xabcdef0123456789abcdef0123456789abcdef01",
        ":0xabcdef0123456789abcdef0123456789abcdef01",
        "0:0xabcdef0123456789abcdef0123456789abcdef01",
        "01:0xabcdef0123456789abcdef0123456789abcdef01",
        "1:0xABCDEF0123456789abcdef0123456789abcdef01",
        "1:1:0xabcdef0123456789abcdef0123456789abcdef01"
      })
  void shouldRefuseWhatIsNoCollection(String text) {
    InvalidValueException e =
        assertThrows(InvalidValueException.class, () -> CollectionId.parse(text));
    assertEquals("collectionId", e.field());
    assertEquals(text, e.value());
  }

  @Test
  void shouldReadTransactionsInAnyCaseAndRefuseWhatIsNone() {
    assertEquals(HASH, TxHash.parse("txHash", HASH.replace('a', 'A')).toString());
    for (String text : new String[] {"", HEX, HASH + "0", HASH.replace('a', 'g')}) {
      InvalidValueException e =
          assertThrows(InvalidValueException.class, () -> TxHash.parse("txHash", text));
      assertEquals("txHash", e.field());
    }
    assertThrows(InvalidValueException.class, () -> new TxHash(HASH.replace('a', 'A')));
  }
}
