import { readFileSync } from "node:fs";
import { expect, inject, test } from "vitest";

import { Chromium, photograph } from "./support/browser.ts";

const chromium = new Chromium();

test("the audit is filtered, looked into, verified and exported", async () => {
  const page = await chromium.open("/audit", { session: inject("owner") });
  const table = page.getByRole("table", { name: "Audit" });
  await page.getByRole("textbox", { name: "Action" }).fill("admin.created");
  await page.getByRole("button", { name: "Filter" }).click();
  await expect
    .poll(() =>
      table
        .getByRole("row")
        .filter({ hasText: "Administrator created" })
        .count(),
    )
    .toBe(4);
  expect(await table.getByRole("row").count()).toBe(5);

  await table.getByRole("button", { name: /Open/ }).first().click();
  await page
    .getByRole("dialog")
    .getByText("clumsy@listen.test")
    .first()
    .waitFor();
  await photograph(page, "audit-record-desktop");
  await page.keyboard.press("Escape");

  await page.getByRole("button", { name: "Verify" }).click();
  await page.getByText("The chain is intact").waitFor();
  await photograph(page, "audit-verified-desktop");
  await page.keyboard.press("Escape");

  await page.getByRole("button", { name: "Export" }).click();
  const downloading = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "JSON Lines" }).click();
  const lines = readFileSync(await (await downloading).path(), "utf8")
    .trim()
    .split("\n");
  const records = lines.map((line) => JSON.parse(line) as { action: string });
  // What was filtered, and nothing else; that it was taken away is recorded.
  expect(records.map(({ action }) => action)).toEqual(
    Array.from({ length: 4 }, () => "admin.created"),
  );

  await page.getByRole("button", { name: "Clear" }).click();
  await table
    .getByRole("row")
    .filter({ hasText: "Audit exported" })
    .first()
    .waitFor();
});
