// Call data as web3j encodes it, which the Java tests send to the contract.

import assert from "node:assert/strict";
import { test } from "node:test";
import { claimCallData } from "../public/abi.js";

const account = "0x" + "a1".repeat(20);
const words = (data) => [data.slice(0, 10), ...data.slice(10).match(/.{64}/g)];

test("a claim with a proof of two hashes", () => {
  const proof = ["0x" + "1b".repeat(32), "0x" + "2c".repeat(32)];
  assert.deepEqual(words(claimCallData({ account, token: "0x" + "70".repeat(20), cumulative: "123456789012345678901", proof })), [
    "0xfabed412",
    "000000000000000000000000a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1",
    "0000000000000000000000007070707070707070707070707070707070707070",
    "000000000000000000000000000000000000000000000006b14e9f812f366c35",
    "0000000000000000000000000000000000000000000000000000000000000080",
    "0000000000000000000000000000000000000000000000000000000000000002",
    "1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b",
    "2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c",
  ]);
});

test("the largest amount, of the chain's own coin, in a tree of one leaf", () => {
  const cumulative = String(2n ** 256n - 1n);
  assert.deepEqual(words(claimCallData({ account, token: "0x" + "00".repeat(20), cumulative, proof: [] })), [
    "0xfabed412",
    "000000000000000000000000a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1",
    "0000000000000000000000000000000000000000000000000000000000000000",
    "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "0000000000000000000000000000000000000000000000000000000000000080",
    "0000000000000000000000000000000000000000000000000000000000000000",
  ]);
});

test("digits of an address in capitals are the same address", () => {
  const claim = { token: account, cumulative: "1", proof: [] };
  assert.equal(claimCallData({ ...claim, account: "0x" + "A1".repeat(20) }), claimCallData({ ...claim, account }));
});

test("what is no address, amount or hash is refused", () => {
  const right = { account, token: account, cumulative: "1", proof: [] };
  for (const wrong of [{ account: "0x12" }, { token: "0x" + "zz".repeat(20) }, { cumulative: "-1" }, { cumulative: String(2n ** 256n) },
    { cumulative: "1.5" }, { proof: ["0x" + "1b".repeat(31)] }]) {
    assert.throws(() => claimCallData({ ...right, ...wrong }), JSON.stringify(wrong));
  }
});
