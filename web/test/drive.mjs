// Uses the page as a reader does, in a headless browser, and prints what was seen as one JSON object.
//
//   node drive.mjs http://127.0.0.1:8081 market collection=1:0x… search=0x… api=down click=retry screenshot=page.png
//
// After each step the page is looked at: {"scenes": [{step, hash, title, theme, width, overflow, focus, seen, requests,
// failedRequests, foreignRequests, consoleErrors, copied}]}. `seen` maps each data-testid to its visible elements: text, exact
// amounts in wei, state, links. Exit codes: 0 all steps done, 1 one could not be done, 2 wrong usage.

import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { browserOptions } from "./chromium.mjs";

const STEP_TIMEOUT_MS = 20_000;

const STEPS = {
  market: (session) => session.open("#/"),
  open: (session, hash) => session.open(hash),
  collection: (session, id) => session.open(`#/collections/${id}`),
  user: (session, address) => session.open(`#/users/${address}`),
  search: async ({ page }, text) => {
    await page.getByTestId("search-input").fill(text);
    await page.getByTestId("search-input").press("Enter");
  },
  click: ({ page }, testid) => page.getByTestId(testid).first().click(),
  press: ({ page }, key) => page.keyboard.press(key),
  reload: ({ page }) => page.reload(),
  /** The system's colours: light or dark. */
  prefers: ({ page }, theme) => page.emulateMedia({ colorScheme: theme }),
  /** Such as 375x800. */
  size: ({ page }, text) => {
    const [width, height] = text.split("x").map(Number);
    return page.setViewportSize({ width, height });
  },
  /** down: no answer; problem: 503 with problem details; held: no answer before the next `api` step; up: as it is. */
  api: (session, how) => session.answerOf("**/api/**", how),
  /** The same of the function that tells of programs; absent: a server without it; none: it knows of none. */
  programs: (session, how) => session.answerOf("**/programs/**", how),
  /** The same of claims by proof. */
  claims: (session, how) => session.answerOf("**/claims/v1/**", how),
  /** What was copied last, as `copied` of the scene. */
  copied: async (session) => { session.copied = await session.page.evaluate(() => navigator.clipboard.readText()); },
  /** Whether the page may copy: yes or no. */
  copying: async ({ page }, how) => {
    if (how === "no") await page.evaluate(() => { navigator.clipboard.writeText = () => Promise.reject(new Error("not allowed")); });
  },
  /** The device's time, in milliseconds; it goes on from there. */
  clock: ({ page }, time) => page.clock.install({ time: Number(time) }),
  /** So many seconds later. */
  pass: ({ page }, seconds) => page.clock.fastForward(Number(seconds) * 1000),
  screenshot: ({ page }, file) => page.screenshot({ path: file, fullPage: true }),
};

class Session {
  constructor(page, base) {
    this.page = page;
    this.base = base;
    this.heard = null;
    this.held = new Map();
    this.copied = null;
    this.forget();
    page.setDefaultTimeout(STEP_TIMEOUT_MS);
    page.on("pageerror", (error) => this.heard.consoleErrors.push(String(error)));
    // What was not loaded stands in failedRequests.
    page.on("console", (message) => message.type() === "error" && !message.text().startsWith("Failed to load resource")
      && this.heard.consoleErrors.push(message.text()));
    page.on("requestfailed", (request) => request.failure()?.errorText !== "net::ERR_ABORTED"
      && this.heard.failedRequests.push(`${this.short(request.url())} ${request.failure()?.errorText}`));
    page.on("response", (response) => response.status() >= 400
      && this.heard.failedRequests.push(`${this.short(response.url())} ${response.status()}`));
  }

  async start() {
    const origin = new URL(this.base).origin;
    await this.page.route("**/*", (route) => {
      const url = route.request().url();
      if (new URL(url).origin !== origin) {
        this.heard.foreignRequests.push(url);
        return route.abort();
      }
      this.heard.requests.push(this.short(url));
      return route.fallback();
    });
  }

  forget() {
    this.heard = { requests: [], failedRequests: [], foreignRequests: [], consoleErrors: [] };
  }

  short(url) {
    return url.startsWith(this.base) ? url.slice(this.base.length) || "/" : url;
  }

  /** A new hash on the open page, as by a link; else the page from the server. */
  async open(hash) {
    if (!this.page.url().startsWith(this.base)) {
      await this.page.goto(`${this.base}/${hash}`);
      return;
    }
    await this.page.evaluate((to) => { location.hash = to; }, hash);
  }

  async answerOf(addresses, how) {
    this.held.get(addresses)?.();
    this.held.delete(addresses);
    await this.page.unroute(addresses);
    if (how === "held") {
      const released = new Promise((resolve) => { this.held.set(addresses, resolve); });
      await this.page.route(addresses, (route) => released.then(() => route.fallback()));
    }
    if (how === "down") await this.page.route(addresses, (route) => route.abort("connectionrefused"));
    if (how === "none") await this.page.route(addresses, (route) => route.fulfill({ json: { programs: [], claims: [], next: null } }));
    if (how === "absent") {
      await this.page.route(addresses, (route) => route.fulfill({ status: 404, contentType: "text/html", body: "<h1>Not found</h1>" }));
    }
    if (how === "problem") {
      await this.page.route(addresses, (route) => route.fulfill({
        status: 503, contentType: "application/problem+json",
        body: JSON.stringify({ type: "about:blank", title: "Not available", detail: "Firestore does not answer.", status: 503 }),
      }));
    }
  }

  /** Waits until the page shows its route and loads nothing any more, unless the API is held. */
  settled() {
    if (!this.page.url().startsWith(this.base)) return null;
    return this.page.waitForFunction((held) => document.getElementById("main").dataset.route === location.hash
      && (held || !document.querySelector('[aria-busy="true"]')), this.held.size > 0);
  }
}

/** Runs in the page. */
function look() {
  const seen = {};
  for (const element of document.querySelectorAll("[data-testid]")) {
    if (!element.checkVisibility()) continue;
    const amounts = element.matches("data") ? [element] : [...element.querySelectorAll("data.amount")];
    const links = element.matches("a") ? [element] : [...element.querySelectorAll("a")];
    (seen[element.dataset.testid] ??= []).push({
      text: element.innerText.trim(),
      wei: amounts.map((amount) => amount.value),
      state: element.dataset.state ?? null,
      links: links.map((link) => link.getAttribute("href")),
    });
  }
  const root = document.documentElement;
  return {
    hash: location.hash,
    title: document.title,
    // What is painted, not what was asked for.
    theme: getComputedStyle(document.body).backgroundColor.match(/\d+/g).map(Number)[0] < 128 ? "dark" : "light",
    width: innerWidth,
    overflow: Math.max(root.scrollWidth, document.body.scrollWidth) - root.clientWidth,
    focus: document.activeElement?.dataset?.testid ?? null,
    seen,
  };
}

export function parse(text) {
  const [, name, value] = text.match(/^([a-z]+)(?:=(.*))?$/s) ?? [];
  if (!Object.hasOwn(STEPS, name ?? "")) throw new TypeError(`No such step: ${text}; there are ${Object.keys(STEPS).join(", ")}`);
  return { text, run: (session) => STEPS[name](session, value) };
}

/** Does the steps one after the other in a fresh browser. */
export async function drive(base, texts) {
  const steps = texts.map(parse);
  const browser = await chromium.launch(await browserOptions());
  try {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, colorScheme: "light", locale: "en-GB" });
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    const session = new Session(await context.newPage(), base.replace(/\/$/, ""));
    await session.start();
    const scenes = [];
    for (const step of steps) {
      session.forget();
      try {
        await step.run(session);
        await session.settled();
      } catch (failure) {
        throw new Error(`Step ${step.text}: ${failure.message}; heard: ${JSON.stringify(session.heard)}`, { cause: failure });
      }
      scenes.push({ step: step.text, ...(await session.page.evaluate(look)), ...session.heard, copied: session.copied });
    }
    return { browser: `Chromium ${browser.version()}`, scenes };
  } finally {
    await browser.close();
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [base, ...steps] = process.argv.slice(2);
  if (!base || steps.length === 0) {
    console.error("Usage: node drive.mjs BASE_URL STEP...; steps: " + Object.keys(STEPS).join(", "));
    process.exit(2);
  }
  try {
    process.stdout.write(JSON.stringify(await drive(base, steps)) + "\n");
  } catch (failure) {
    console.error(failure.message);
    process.exit(failure instanceof TypeError ? 2 : 1);
  }
}
