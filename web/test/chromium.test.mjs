import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { browserOptions } from "./chromium.mjs";

function withProgram(name, run) {
  const folder = mkdtempSync(join(tmpdir(), "browser-"));
  const program = join(folder, name);
  writeFileSync(program, "");
  chmodSync(program, 0o755);
  return run(folder, program).finally(() => rmSync(folder, { recursive: true }));
}

test("the browser that CHROME_PATH names comes first", () =>
  withProgram("chromium", (folder, installed) => withProgram("my-browser", async (_, named) => {
    assert.equal((await browserOptions({ PATH: folder, CHROME_PATH: named })).executablePath, named);
    assert.equal((await browserOptions({ PATH: folder })).executablePath, installed);
  })));

test("a CHROME_PATH that cannot be run is not passed over", async () => {
  await assert.rejects(browserOptions({ PATH: "", CHROME_PATH: "/no/such/browser" }), /CHROME_PATH .* \/no\/such\/browser/);
});
