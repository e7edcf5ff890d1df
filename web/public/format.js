// Numbers, times and addresses as text. Amounts come from strings of wei, by BigInt; never from doubles.

const ETHER = 10n ** 18n;
const grouped = new Intl.NumberFormat("en-GB");

/** Amount of wei, rounded half-up to a number of decimals of ETH, such as "2,957.567628". */
export function ethWithDecimals(wei, decimals) {
  const unit = 10n ** BigInt(18 - decimals);
  const size = wei < 0n ? -wei : wei;
  const rounded = (size + unit / 2n) / unit;
  const whole = rounded / 10n ** BigInt(decimals);
  const rest = (rounded % 10n ** BigInt(decimals)).toString().padStart(decimals, "0");
  return (wei < 0n && rounded > 0n ? "−" : "") + grouped.format(whole) + (decimals > 0 ? "." + rest : "");
}

/** For a column of a table: six decimals, so that the points stand below each other. */
export function ethOfColumn(wei) {
  const text = ethWithDecimals(wei, 6);
  return wei !== 0n && /^−?0\.000000$/.test(text) ? "< 0.000001" : text;
}

/** For a single figure: with its unit, and as many digits as tell something. */
export function ethAlone(wei) {
  const size = wei < 0n ? -wei : wei;
  if (size === 0n) return "0 ETH";
  if (size < 10n ** 9n) return `${grouped.format(wei)} wei`;
  if (size >= 1000n * ETHER) return `${ethWithDecimals(wei, 2)} ETH`;
  if (size >= ETHER) return `${ethWithDecimals(wei, 4)} ETH`;
  const leadingZeros = 18 - size.toString().length;
  return `${ethWithDecimals(wei, Math.min(18, leadingZeros + 4)).replace(/0+$/, "")} ETH`;
}

/** How high a bar is: the only place where wei become a double, and nothing is computed with it. */
export const ethForDrawing = (wei) => Number(wei) / 1e18;

export const count = (number) => grouped.format(number);

/** A whole number of any length with its thousands apart; any other text as it is. */
export const digits = (text) => (/^-?\d+$/.test(String(text)) ? grouped.format(BigInt(text)) : String(text));

export function percent(number) {
  if (number == null) return "–";
  const decimals = Math.abs(number) >= 1000 ? 0 : 2;
  const text = number.toLocaleString("en-GB", { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
  return number > 0 && number < 0.005 ? "< 0.01 %" : `${text} %`;
}

const inUtc = (options) => new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", ...options });
const dayFormat = inUtc({ day: "numeric", month: "short", year: "numeric" });
const minuteFormat = inUtc({ day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" });

const DAY_MS = 24 * 3_600_000;
const WEEK_MS = 7 * DAY_MS;

const LAST_MS = 8.64e15; // of JavaScript's calendar

export const day = (time) => (time == null ? "–" : dayFormat.format(time));

/** Whoever creates a program may choose a time that no calendar has. */
export function minute(time) {
  if (time == null) return "–";
  return Math.abs(time) <= LAST_MS ? `${minuteFormat.format(time)} UTC` : "beyond all calendars";
}

const LENGTHS = [["day", 86_400], ["hour", 3600], ["minute", 60], ["second", 1]];

/** A length of time by its two largest units, rounded down, such as "2 days 3 hours". */
export function duration(seconds) {
  const parts = [];
  let rest = Math.max(0, Math.floor(seconds));
  for (const [name, length] of LENGTHS) {
    const number = Math.floor(rest / length);
    rest -= number * length;
    if (number > 0) parts.push(`${count(number)} ${name}${number === 1 ? "" : "s"}`);
    else if (parts.length > 0) break;
    if (parts.length === 2) break;
  }
  return parts.length === 0 ? "0 seconds" : parts.join(" ");
}

/** A week by its first and last day, such as "1 – 7 Apr 2021". */
export const week = (start) => dayFormat.formatRange(start, start + WEEK_MS - 1);

/** From one day to another, such as "18 – 25 Feb 2022". */
export const days = (from, until) => dayFormat.formatRange(from, until);

const yearTick = inUtc({ year: "numeric" });
const monthTick = inUtc({ month: "short", year: "numeric" });
const dayTick = inUtc({ day: "numeric", month: "short" });
const hourTick = inUtc({ hour: "2-digit", minute: "2-digit" });

/** Ticks of a time axis, UTC: the coarser the distance between two, the less is said; among hours, midnight says the day. */
export function ticks(times, distanceSeconds) {
  const format = (time) => {
    if (distanceSeconds >= 365 * 86_400) return yearTick;
    if (distanceSeconds >= 28 * 86_400) return monthTick;
    return distanceSeconds >= 86_400 || time % DAY_MS === 0 ? dayTick : hourTick;
  };
  return times.map((seconds) => format(seconds * 1000).format(seconds * 1000));
}

export const shortAddress = (address) => `${address.slice(0, 6)}…${address.slice(-4)}`;

/** The id of a token; the middle of one as long as a hash is left out. */
export const shortId = (id) => (String(id).length > 12 ? shortAddress(String(id)) : String(id));

const PAID_IN_ETH = ["0x0000000000000000000000000000000000000000", "0xc02aaa39b223fe8d0a0e5c4f27ead9083c756cc2"];

/** Whether a price is in wei: no token or the zero address stands for ETH, and wrapped ETH counts as ETH. */
export const isEth = (paymentToken) => paymentToken == null || PAID_IN_ETH.includes(paymentToken.toLowerCase());

const CHAINS = { 1: "Ethereum", 11155111: "Sepolia", 31337: "Local chain" };

export const chain = (id) => CHAINS[id] ?? `Chain ${id}`;

/** Chain and contract of a collection's id, "1:0x...". */
export function partsOf(collection) {
  const [chainId, address = ""] = collection.split(":");
  return { chainId, address };
}

/** Why a text is no address, in a sentence; null if it is one. */
export function whyNoAddress(text) {
  if (text === "") return "Type an address first: 0x and 40 hexadecimal digits.";
  if (!/^0x/i.test(text)) return "An address begins with 0x; this text does not.";
  const rest = text.slice(2);
  const wrong = rest.match(/[^0-9a-f]/iu);
  if (wrong) return `An address has hexadecimal digits only (0–9, a–f); “${wrong[0]}” is none.`;
  if (rest.length !== 40) return `An address has 40 hexadecimal digits after 0x; this one has ${rest.length}.`;
  return null;
}
