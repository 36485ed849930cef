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
  await dialog.waitFor({ state: "hidden" });
}

/** Saves what is edited, as the draft of everybody. */
async function save(page: Page) {
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Nothing unsaved").waitFor();
}

/** The draft, as JSON shows it. */
async function documentOf(page: Page) {
  await page.getByText("JSON", { exact: true }).click();
  const shown = await page.getByLabel("Document").inputValue();
  return JSON.parse(shown) as Record<string, Record<string, unknown>>;
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
  await save(theirs);

  await mine.getByRole("button", { name: "Save" }).click();
  const dialog = mine.getByRole("dialog");
  await dialog.getByText("chain.candidates").waitFor();
  await photograph(mine, "conflict-desktop");
  await dialog.getByLabel(/Mine/).check();
  await dialog.getByRole("button", { name: "Merge and go on editing" }).click();
  await save(mine);

  await theirs.reload();
  expect(await documentOf(theirs)).toMatchObject({
    chain: { candidates: 7 },
    log: { request_sample: 0.5 },
  });
});

test("whoever discards a draft that another has saved since is asked, and nothing is lost", async () => {
  const mine = await chromium.open("/settings", { session: inject("owner") });
  await (await field(mine, "chain.candidates")).fill("8");
  await save(mine);
  const theirs = await chromium.open("/settings", {
    session: inject("colleague"),
  });
  await (await field(theirs, "chain.candidates")).fill("10");
  await save(theirs);

  await mine.getByRole("button", { name: "Discard draft" }).click();
  await mine
    .getByRole("dialog")
    .getByRole("button", { name: "Discard draft" })
    .click();
  await mine
    .getByRole("dialog", { name: "Somebody else has saved in between" })
    .waitFor();
  await mine.reload();
  expect(await documentOf(mine)).toMatchObject({ chain: { candidates: 10 } });
});

test("an import says whose draft it takes the place of, and does so", async () => {
  const page = await chromium.open("/settings", { session: inject("owner") });
  await (await field(page, "chain.candidates")).fill("11");
  await save(page);
  await page.getByRole("tab", { name: "Import and export" }).click();
  await page
    .getByRole("note")
    .getByText("takes the place of the draft that owner@listen.test saved")
    .waitFor();
  const file = { log: { request_sample: 0.25 } };
  await page
    .getByRole("textbox", { name: "Content" })
    .fill(JSON.stringify(file));
  await page.getByRole("button", { name: "Import", exact: true }).click();
  await page.getByText("Imported into the draft").waitFor();
  await page.getByRole("tab", { name: "Draft" }).click();
  expect(await documentOf(page)).toEqual(file);
});

test("a draft that a release has overtaken is merged with it before it is published", async () => {
  const page = await chromium.open("/settings", { session: inject("owner") });
  await (await field(page, "limits.query_bytes")).fill("150");
  await publish(page, "Before the draft");
  await (await field(page, "limits.query_bytes")).fill("151");
  await publish(page, "What the draft is made from");
  await (await field(page, "chain.candidates")).fill("12");
  await save(page);
  await page.getByRole("tab", { name: "Releases" }).click();
  await page
    .getByRole("row")
    .filter({ hasText: "Before the draft" })
    .getByRole("button", { name: /Roll back/ })
    .click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Reason").fill("It was better before");
  await dialog.getByRole("button", { name: /Roll back/ }).click();
  await dialog.waitFor({ state: "hidden" });

  await page.getByRole("tab", { name: "Draft" }).click();
  const notice = page
    .getByRole("alert")
    .filter({ hasText: "came into force since the draft was saved" });
  await notice.waitFor();
  const publishing = page.getByRole("button", { name: "Publish" });
  expect(await publishing.isDisabled()).toBe(true);
  await photograph(page, "overtaken-desktop");
  await notice.getByRole("button", { name: /Merge with release/ }).click();
  await dialog.getByText("No change overlaps").waitFor();
  await dialog.getByRole("button", { name: "Merge and save" }).click();
  await notice.waitFor({ state: "hidden" });

  await publishing.click();
  const changes = dialog.getByRole("table", { name: "Changes" });
  await changes.getByText("chain.candidates").waitFor();
  expect(await changes.getByText("limits.query_bytes").count()).toBe(0);
  await dialog.getByRole("button", { name: "Cancel" }).click();
  expect(await documentOf(page)).toMatchObject({
    chain: { candidates: 12 },
    limits: { query_bytes: 150 },
  });
});
