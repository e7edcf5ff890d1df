// The page: its routes, the search box, and the reader's choices.

import { baseOf } from "./api.js";
import { collection } from "./collection.js";
import { explanation } from "./explanation.js";
import { h } from "./dom.js";
import { whyNoAddress } from "./format.js";
import { head, toUser } from "./links.js";
import { market } from "./market.js";
import { program } from "./program.js";
import { programs } from "./programs.js";
import { user, userIn } from "./user.js";

const main = document.getElementById("main");
const root = document.documentElement;
let leaving = new AbortController();

function viewOf(segments, signal) {
  const [first, second, ...rest] = segments;
  if (first === undefined) return market(signal);
  if (first === "collections" && second && rest.length === 0) return collection(signal, second);
  if (first === "users" && second && rest.length === 0) return user(signal, second);
  if (first === "users" && rest.length === 2 && rest[0] === "collections") return userIn(signal, second, rest[1]);
  if (first === "users" && rest.length === 4 && rest[0] === "collections" && ["blocks", "periods"].includes(rest[2])) {
    return explanation(signal, second, rest[1], rest[2], rest[3]);
  }
  if (first === "programs" && second === undefined) return programs(signal);
  if (first === "programs" && /^[1-9]\d{0,17}$/.test(second) && rest.length === 0) return program(signal, second);
  return [head("Nothing here", "This page does not exist"), h("p", {}, h("a", { href: "#/" }, "To the market"))];
}

function segmentsOf(hash) {
  try {
    return hash.replace(/^#\/?/, "").split("/").filter(Boolean).map(decodeURIComponent);
  } catch {
    return ["?"]; // not decodable: no such page
  }
}

function show(moved) {
  leaving.abort();
  leaving = new AbortController();
  sayInSearch(null);
  const segments = segmentsOf(location.hash);
  main.replaceChildren(...viewOf(segments, leaving.signal));
  markView(segments[0] ?? "market");
  main.dataset.route = location.hash;
  const title = main.querySelector("h1");
  document.title = `${title.textContent} · Curation Rewards`;
  if (!moved) return;
  scrollTo(0, 0);
  title.focus({ preventScroll: true });
}

/** Which of the links on top leads to where the reader is. */
function markView(name) {
  for (const link of document.querySelectorAll(".views a")) {
    if (link.dataset.view === name) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}

/** What is wrong with the address in the search box; null: nothing any more. */
function sayInSearch(wrong) {
  const input = document.getElementById("address");
  document.getElementById("address-error").textContent = wrong ?? "";
  if (wrong) input.setAttribute("aria-invalid", "true");
  else input.removeAttribute("aria-invalid");
}

function searching() {
  const form = document.querySelector("form.search");
  const input = form.elements.address;
  input.addEventListener("input", () => sayInSearch(null));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = input.value.trim();
    const wrong = whyNoAddress(text);
    sayInSearch(wrong);
    if (wrong) return input.focus();
    const target = toUser(text.toLowerCase());
    if (location.hash === target) show(true);
    else location.hash = target;
  });
}

function remember(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch {
    // Storage is forbidden: the choice lasts as long as the page.
  }
}

function choices() {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const theme = document.getElementById("theme");
  const unit = document.getElementById("unit");
  const isDark = () => (root.dataset.theme ?? (dark.matches ? "dark" : "light")) === "dark";
  const label = () => {
    theme.textContent = isDark() ? "Light" : "Dark";
    theme.setAttribute("aria-label", isDark() ? "Change to light colours" : "Change to dark colours");
    unit.textContent = root.dataset.unit === "wei" ? "In ETH" : "In wei";
    unit.setAttribute("aria-label", root.dataset.unit === "wei" ? "Show amounts in ETH" : "Show exact amounts in wei");
  };
  const repaint = () => {
    label();
    document.dispatchEvent(new Event("themechange"));
  };
  theme.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    remember("theme", root.dataset.theme);
    repaint();
  });
  unit.addEventListener("click", () => {
    root.dataset.unit = root.dataset.unit === "wei" ? "eth" : "wei";
    remember("unit", root.dataset.unit);
    label();
  });
  dark.addEventListener("change", repaint);
  label();
}

choices();
searching();
document.querySelector("[data-testid=openapi]").href = baseOf("api") + "/openapi.json";
document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault(); // the part of the address after # is the route
  main.focus();
});
addEventListener("hashchange", () => show(true));
show(false);
