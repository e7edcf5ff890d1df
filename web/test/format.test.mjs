import assert from "node:assert/strict";
import { test } from "node:test";
import { days, digits, ethAlone, ethOfColumn, ethWithDecimals, isEth, percent, shortId, ticks, week, whyNoAddress } from "../public/format.js";

const ETHER = 10n ** 18n;

test("an amount that no double can hold keeps each of its digits", () => {
  assert.equal(ethWithDecimals(2957567627013805138171n, 18), "2,957.567627013805138171");
  assert.equal(digits("2957567627013805138171"), "2,957,567,627,013,805,138,171");
});

test("amounts are rounded half-up, also over the point", () => {
  assert.equal(ethWithDecimals(ETHER - 1n, 6), "1.000000");
  assert.equal(ethWithDecimals(1_500_000_000_000n, 6), "0.000002");
  assert.equal(ethWithDecimals(1_499_999_999_999n, 6), "0.000001");
  assert.equal(ethWithDecimals(-1_500_000_000_000n, 6), "−0.000002");
});

test("a column never shows something as nothing", () => {
  assert.equal(ethOfColumn(0n), "0.000000");
  assert.equal(ethOfColumn(1n), "< 0.000001");
  assert.equal(ethOfColumn(118066497800467025973n), "118.066498");
});

test("a single figure has as many digits as tell something", () => {
  assert.equal(ethAlone(0n), "0 ETH");
  assert.equal(ethAlone(1465n), "1,465 wei");
  assert.equal(ethAlone(1_250_000_000_000_000n), "0.00125 ETH");
  assert.equal(ethAlone(27556761565836323n), "0.02756 ETH");
  assert.equal(ethAlone(118066497800467025973n), "118.0665 ETH");
  assert.equal(ethAlone(2957567627013805138171n), "2,957.57 ETH");
});

test("a small percentage is not zero, and none is a dash", () => {
  assert.equal(percent(20.487106), "20.49 %");
  assert.equal(percent(0.001), "< 0.01 %");
  assert.equal(percent(0), "0.00 %");
  assert.equal(percent(null), "–");
});

test("no token, the zero address and wrapped ETH are ETH, however they are written", () => {
  for (const token of [null, undefined, "0x" + "0".repeat(40), "0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2"]) assert.equal(isEth(token), true);
  assert.equal(isEth("0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48"), false);
});

test("only a token's id that is too long for a table is cut", () => {
  assert.equal(shortId("0"), "0");
  assert.equal(shortId("123456789012"), "123456789012");
  assert.equal(shortId("79233663829379634837"), "792336…4837");
});

test("a week is named by its first and last day in UTC", () => {
  assert.match(week(Date.UTC(2021, 3, 1)), /^1\s?–\s?7 Apr 2021$/u);
  assert.match(days(Date.UTC(2021, 3, 1), Date.UTC(2021, 3, 3)), /^1\s?–\s?3 Apr 2021$/u);
});

test("ticks say what their distance needs", () => {
  const start = Date.UTC(2021, 3, 1) / 1000;
  assert.deepEqual(ticks([start, start + 8 * 3600], 8 * 3600), ["1 Apr", "08:00"]);
  assert.deepEqual(ticks([start], 86_400), ["1 Apr"]);
  assert.deepEqual(ticks([start], 31 * 86_400), ["Apr 2021"]);
  assert.deepEqual(ticks([start], 365 * 86_400), ["2021"]);
});

test("what is wrong with an address is said in a sentence", () => {
  assert.equal(whyNoAddress("0x" + "aB".repeat(20)), null);
  assert.match(whyNoAddress(""), /Type an address/);
  assert.match(whyNoAddress("punk.eth"), /begins with 0x/);
  assert.match(whyNoAddress("0x12"), /40 hexadecimal digits after 0x; this one has 2/);
  assert.match(whyNoAddress("0x" + "ab".repeat(19) + "aO"), /“O” is none/);
  assert.match(whyNoAddress("0x" + "ab".repeat(21)), /this one has 42/);
});
