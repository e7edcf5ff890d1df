// Finds a browser: the one that CHROME_PATH names, an installed Chrome or Chromium, or the one of the npm package.

import {
  accessSync, constants, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync,
} from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const WEB = dirname(dirname(fileURLToPath(import.meta.url)));
const QUIET = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"];
const NAMES = ["google-chrome", "google-chrome-stable", "chromium", "chromium-browser", "chrome"];
const MAC = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** Options for playwright's launch: the program, its arguments, its environment if it needs another one. */
export async function browserOptions(environment = process.env) {
  const named = environment.CHROME_PATH;
  if (named && !runs(named)) throw new Error(`CHROME_PATH is no program that can be run: ${named}`);
  const installed = named || installedIn(environment.PATH ?? "");
  // A browser refuses its sandbox to root, which is who runs tests in containers.
  const asRoot = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  if (installed) return { executablePath: installed, args: [...QUIET, ...asRoot] };
  return packaged();
}

const installedIn = (path) =>
  [...path.split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name))), ...MAC].find(runs);

function runs(program) {
  try {
    accessSync(program, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function packaged() {
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new Error("No browser was found: install Chrome or Chromium, or name one in CHROME_PATH.");
  }
  const folder = join(WEB, "node_modules", ".cache", `chromium-${packageVersion()}`);
  await unpackInto(folder);
  // Its own arguments switch web security off, which is one of the things that are tested here.
  const args = ["--no-sandbox", "--no-zygote", "--in-process-gpu", "--disable-setuid-sandbox", "--font-render-hinting=none"];
  const env = {
    ...process.env,
    LD_LIBRARY_PATH: join(folder, "al2023", "lib"),
    FONTCONFIG_PATH: existsSync("/etc/fonts") ? "/etc/fonts" : join(folder, "fonts"),
  };
  return { executablePath: join(folder, "chromium"), args: [...QUIET, ...args], env };
}

function packageVersion() {
  try {
    return JSON.parse(readFileSync(join(WEB, "node_modules", "@sparticuz", "chromium", "package.json"), "utf8")).version;
  } catch {
    throw new Error(
      "No browser was found: run `npm ci` in web/, which brings one, or install Chrome or Chromium, or name one in CHROME_PATH.",
    );
  }
}

// The package unpacks into the temporary folder and takes whatever lies there, half unpacked or of another version: so it
// gets a folder of its own, which has its final name only when it is complete.
async function unpackInto(folder) {
  if (existsSync(folder)) return;
  mkdirSync(dirname(folder), { recursive: true });
  const growing = mkdtempSync(`${folder}-`);
  const before = process.env.TMPDIR;
  process.env.TMPDIR = growing;
  process.env.AWS_LAMBDA_JS_RUNTIME ??= "nodejs22.x"; // else it leaves out the system libraries that a bare machine lacks
  const { default: chromium } = await import("@sparticuz/chromium");
  await chromium.executablePath();
  if (before === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = before;
  try {
    renameSync(growing, folder);
  } catch (failure) {
    rmSync(growing, { recursive: true });
    if (!existsSync(folder)) throw failure; // else another process was faster
  }
}
