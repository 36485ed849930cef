import type { Page } from "playwright-core";
import { expect, inject, test } from "vitest";

import { Chromium, photograph } from "./support/browser.ts";
import { eventually } from "./support/environment.ts";
import { Listener } from "./support/listener.ts";

const chromium = new Chromium();

/** How soon an edge goes by what was published. */
const REACHED_WITHIN_MS = 2_000;
/** 18 bytes. */
const LONG = "moonlight serenade";

/** Opens a section of the form, and gives the field of a setting. */
async function field(page: Page, name: string) {
  await page.getByLabel("Find a setting").fill(name);
  return page.locator(`[data-setting="${name}"]`).getByRole("textbox").first();
}

async function publish(page: Page, reason: string) {
  await page.getByRole("button", { name: "Publish" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Reason").fill(reason);
  await dialog.getByRole("button", { name: "Publish" }).click();
  await page.getByText("Published", { exact: true }).first().waitFor();
}

test("a setting is changed, published, obeyed by the edge within two seconds, and rolled back", async () => {
  const listener = await Listener.signIn("+8613900000060");
  expect((await listener.search(LONG)).status).toBe(200);
  const page = await chromium.open("/settings", { session: inject("owner") });

  // A first release, to roll back to.
  await (await field(page, "limits.query_bytes")).fill("199");
  await publish(page, "A release to go back to");
  await (await field(page, "limits.query_bytes")).fill("10");
  await page.getByRole("button", { name: "Publish" }).click();
  const dialog = page.getByRole("dialog");
  await dialog
    .getByRole("row")
    .filter({ hasText: "limits.query_bytes" })
    .waitFor();
  await photograph(page, "publish-desktop");
  await dialog.getByLabel("Reason").fill("Short searches only");
  const published = page.waitForResponse(
    (response) =>
      response.url().endsWith("/settings/releases") &&
      response.status() === 201,
  );
  await dialog.getByRole("button", { name: "Publish" }).click();
  await published;
  const took = await eventually(
    "the edge refuses a long search",
    async () => (await listener.search(LONG)).status === 422,
    REACHED_WITHIN_MS,
  );
  console.log(`the edge obeyed after ${Math.round(took)} ms`);

  await page.getByRole("tab", { name: "Edges" }).click();
  await page
    .getByRole("row")
    .filter({ hasText: "cloudflare" })
    .first()
    .waitFor();
  await page.getByRole("tab", { name: "Releases" }).click();
  const before = page
    .getByRole("row")
    .filter({ hasText: "A release to go back to" });
  await before.getByRole("button", { name: /Roll back/ }).click();
  await page
    .getByRole("dialog")
    .getByLabel("Reason")
    .fill("Too short after all");
  const restored = page.waitForResponse((response) =>
    response.url().endsWith("/rollback"),
  );
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /Roll back/ })
    .click();
  expect((await restored).status()).toBe(201);
  await eventually(
    "the edge takes a long search again",
    async () => (await listener.search(LONG)).status === 200,
    REACHED_WITHIN_MS,
  );
  await page
    .getByRole("row")
    .filter({ hasText: "Too short after all" })
    .waitFor();
});

test("a document that is not valid is refused with the field's name", async () => {
  const page = await chromium.open("/settings", { session: inject("owner") });
  await (await field(page, "chain.deadline_ms")).fill("10");
  await page.getByRole("alert").getByText("chain.deadline_ms").waitFor();
  await page
    .locator('[data-setting="chain.deadline_ms"]')
    .getByText("must be between 100 and 60000")
    .waitFor();
  expect(await page.getByRole("button", { name: "Publish" }).isDisabled()).toBe(
    true,
  );
  await photograph(page, "settings-invalid-desktop");
});

test("of two who edit at once, the second loses nothing", async () => {
  const mine = await chromium.open("/settings", { session: inject("owner") });
  const theirs = await chromium.open("/settings", {
    session: inject("colleague"),
  });
  await (await field(mine, "chain.candidates")).fill("7");
  await (await field(theirs, "chain.candidates")).fill("9");
  await (await field(theirs, "log.request_sample")).fill("0.5");
  await theirs.getByRole("button", { name: "Save" }).click();
  await theirs.getByText("Nothing unsaved").waitFor();

  await mine.getByRole("button", { name: "Save" }).click();
  const dialog = mine.getByRole("dialog");
  await dialog.getByText("chain.candidates").waitFor();
  await photograph(mine, "conflict-desktop");
  await dialog.getByLabel(/Mine/).check();
  await dialog.getByRole("button", { name: "Merge and go on editing" }).click();
  await mine.getByRole("button", { name: "Save" }).click();
  await mine.getByText("Nothing unsaved").waitFor();

  await theirs.reload();
  await theirs.getByText("JSON", { exact: true }).click();
  const document = JSON.parse(
    await theirs.getByLabel("Document").inputValue(),
  ) as {
    chain: { candidates: number };
    log: { request_sample: number };
  };
  expect(document.chain.candidates).toBe(7);
  expect(document.log.request_sample).toBe(0.5);
});
