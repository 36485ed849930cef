import { expect, inject, test } from "vitest";

import { Chromium } from "./support/browser.ts";
import { Listener } from "./support/listener.ts";

const chromium = new Chromium();

test("the figures move while songs are played", async () => {
  const listener = await Listener.signIn("+8613900000063");
  const track = await listener.find("茉莉花 林小满");
  const page = await chromium.open("/", { session: inject("owner") });
  await page.getByText("Live", { exact: true }).waitFor();
  const plays = page
    .getByRole("group", { name: "Plays", exact: true })
    .locator("[data-value]");
  const count = async () =>
    Number(
      (await plays.getAttribute("data-value"))?.replaceAll(",", "") ?? NaN,
    );
  await expect.poll(count).toBeGreaterThanOrEqual(0);
  const before = await count();
  for (let play = 0; play < 5; play++) await listener.play(track);
  await expect
    .poll(count, { timeout: 15_000 })
    .toBeGreaterThanOrEqual(before + 5);
});
