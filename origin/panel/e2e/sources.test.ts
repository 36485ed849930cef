import { expect, inject, test } from "vitest";

import { Chromium } from "./support/browser.ts";
import { eventually } from "./support/environment.ts";
import { Listener } from "./support/listener.ts";

const chromium = new Chromium();

test("a source is left out of the order and put back by keyboard", async () => {
  const page = await chromium.open("/sources", { session: inject("owner") });
  const list = page.getByRole("list", { name: "Order" });
  await page.getByRole("button", { name: "Leave Kugou out" }).press("Enter");
  const absent = page.getByRole("list", { name: "Left out" });
  await absent.getByText("Kugou").waitFor();
  expect(await list.getByRole("listitem").count()).toBe(3);
  const back = page.getByRole("button", { name: "Add to the order: Kugou" });
  await expect
    .poll(() => back.evaluate((it) => it === document.activeElement))
    .toBe(true);
  await page.keyboard.press("Enter");
  await absent.waitFor({ state: "hidden" });
  expect(await list.getByRole("listitem").count()).toBe(4);
  expect(await list.getByRole("listitem").last().innerText()).toContain(
    "Kugou",
  );
});

test("the order of the sources is changed by keyboard, and searches and playbacks follow it", async () => {
  const listener = await Listener.signIn("+8613900000061");
  // A search that nobody made before is answered by no cache. What it finds plays where it was found.
  const played = async () =>
    listener.play(
      await listener.find(
        `茉莉花 林小满 ${crypto.randomUUID().replaceAll("-", "")}`,
      ),
    );
  expect(await played()).toBe("qq");
  const page = await chromium.open("/sources", { session: inject("owner") });
  const list = page.getByRole("list", { name: "Order" });
  await page.getByRole("button", { name: "Move JOOX up" }).focus();
  await page.keyboard.press("Alt+ArrowUp");
  expect(await list.getByRole("listitem").first().innerText()).toContain(
    "JOOX",
  );
  await page.getByRole("button", { name: "Publish" }).press("Enter");
  await page
    .getByRole("dialog")
    .getByLabel("Reason")
    .fill("JOOX is better today");
  await page.keyboard.press("Tab");
  await page
    .getByRole("dialog")
    .getByRole("button", { name: "Publish" })
    .press("Enter");
  await page.getByText("Published", { exact: true }).waitFor();
  await eventually(
    "JOOX is asked first",
    async () => (await played()) === "joox",
    2_000,
  );
});
