// The call of the contract that pays claims, as a wallet or a block explorer sends it.

/** The first four bytes of the Keccak-256 hash of claim(address,address,uint256,bytes32[]). */
const CLAIM = "fabed412";

const WORD = 64; // hexadecimal digits

function word(text, digits) {
  if (!new RegExp(`^[0-9a-f]{${digits}}$`, "i").test(text)) throw new TypeError(`not ${digits} hexadecimal digits: ${text}`);
  return text.toLowerCase().padStart(WORD, "0");
}

const address = (text) => word(text.replace(/^0x/, ""), 40);
const hash = (text) => word(text.replace(/^0x/, ""), WORD);

function number(value) {
  const digits = BigInt(value).toString(16);
  if (digits.startsWith("-") || digits.length > WORD) throw new RangeError(`no uint256: ${value}`);
  return digits.padStart(WORD, "0");
}

/**
 * Call data of claim(account, token, cumulative, proof).
 *
 * cumulative: text of a whole number; proof: hashes of 32 bytes, 0x and 64 digits
 */
export function claimCallData({ account, token, cumulative, proof }) {
  const offset = number(4 * (WORD / 2)); // the proof comes after the four words of the head
  return "0x" + CLAIM + [address(account), address(token), number(cumulative), offset, number(proof.length), ...proof.map(hash)].join("");
}
