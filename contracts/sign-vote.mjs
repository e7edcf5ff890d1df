// Signs votes with ethers and with viem, for the tests and as the example of docs/voting.md.
// Reads from standard input a JSON array of {library, privateKey, verifyingContract, vote}; writes the array of signatures.

import { text } from "node:stream/consumers";
import { Wallet } from "ethers";
import { createWalletClient, custom } from "viem";
import { privateKeyToAccount } from "viem/accounts";

// [types]
const members = [
  { name: "user", type: "address" },
  { name: "collection", type: "address" },
  { name: "votes", type: "uint256" },
  { name: "nonce", type: "uint256" },
  { name: "deadline", type: "uint256" },
];

// verifyingContract: the staking contract of the collection's chain.
function typedData(vote, verifyingContract) {
  const { user, collection, votes, nonce, deadline } = vote;
  const primaryType = vote.action === "vote" ? "Vote" : "Unvote";
  return {
    domain: { name: "Curation Rewards", version: "1", chainId: BigInt(vote.chainId), verifyingContract },
    types: { [primaryType]: members },
    primaryType,
    message: { user, collection, votes: BigInt(votes), nonce: BigInt(nonce), deadline: BigInt(deadline) },
  };
}
// [/types]

// [ethers]
// signer: await new BrowserProvider(window.ethereum).getSigner()
async function signWithEthers(signer, vote, verifyingContract) {
  const { domain, types, message } = typedData(vote, verifyingContract);
  return signer.signTypedData(domain, types, message);
}
// [/ethers]

// [viem]
// client: createWalletClient({ account, transport: custom(window.ethereum) })
async function signWithViem(client, vote, verifyingContract) {
  return client.signTypedData(typedData(vote, verifyingContract));
}
// [/viem]

// A local account signs by itself; nothing is ever asked of this transport.
const offline = custom({ request: () => Promise.reject(new Error("offline")) });

const sign = {
  ethers: (key, vote, contract) => signWithEthers(new Wallet(key), vote, contract),
  viem: (key, vote, contract) =>
    signWithViem(createWalletClient({ account: privateKeyToAccount(key), transport: offline }), vote, contract),
};

const requests = JSON.parse(await text(process.stdin));
const signatures = requests.map(({ library, privateKey, vote, verifyingContract }) =>
  sign[library](privateKey, vote, verifyingContract),
);
console.log(JSON.stringify(await Promise.all(signatures)));
