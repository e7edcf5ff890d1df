// Signs requests to pools with ethers and with viem, for the tests and as the example of docs/withdrawals.md.
// Reads from standard input a JSON array of {library, privateKey, verifyingContract, request}; writes the array of signatures.

import { text } from "node:stream/consumers";
import { Wallet } from "ethers";
import { createWalletClient, custom } from "viem";
import { privateKeyToAccount } from "viem/accounts";

// [types]
const members = {
  createOperator: "address operator, address owner, uint256 commissionE18",
  removeOperator: "address owner, address operator",
  setCommission: "address owner, address operator, uint256 rateE18",
  delegate: "address curator, address operator, uint256 votes",
  undelegate: "address curator, address operator, uint256 votes",
  redelegate: "address curator, address source, address target, uint256 votes",
  withdraw: "address curator, address operator, address to",
  withdrawAll: "address curator, address to, address after, uint256 maxDelegations",
  withdrawOperator: "address owner, address operator, address to",
  withdrawShares: "address curator, address collection, address to",
  setWithdrawAddress: "address person, address withdrawAddress",
};
const nobody = "0x0000000000000000000000000000000000000000";

// verifyingContract: the staking contract of the pool's chain.
function typedData(request, verifyingContract) {
  const { action, chainId } = request;
  const primaryType = action[0].toUpperCase() + action.slice(1);
  const fields = `${members[action]}, string requestId, uint256 deadline`.split(", ").map((member) => {
    const [type, name] = member.split(" ");
    return { name, type };
  });
  const message = Object.fromEntries(
    fields.map(({ name, type }) => [name, type === "uint256" ? BigInt(request[name]) : (request[name] ?? nobody)]),
  );
  return {
    domain: { name: "Curation Rewards", version: "1", chainId: BigInt(chainId), verifyingContract },
    types: { [primaryType]: fields },
    primaryType,
    message,
  };
}
// [/types]

// A local account signs by itself; nothing is ever asked of this transport.
const offline = custom({ request: () => Promise.reject(new Error("offline")) });

const sign = {
  ethers: (key, { domain, types, message }) => new Wallet(key).signTypedData(domain, types, message),
  viem: (key, typed) =>
    createWalletClient({ account: privateKeyToAccount(key), transport: offline }).signTypedData(typed),
};

const requests = JSON.parse(await text(process.stdin));
const signatures = requests.map(({ library, privateKey, request, verifyingContract }) =>
  sign[library](privateKey, typedData(request, verifyingContract)),
);
console.log(JSON.stringify(await Promise.all(signatures)));
