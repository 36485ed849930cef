import { expect, inject, test } from "vitest";

import { Chromium, photograph } from "./support/browser.ts";
import { eventually } from "./support/environment.ts";
import { Listener } from "./support/listener.ts";

const chromium = new Chromium();

test("a user is found, signed out everywhere, and their token is refused", async () => {
  const listener = await Listener.signIn("+8613900000062");
  expect((await listener.get("/sources")).status).toBe(200);
  const page = await chromium.open("/users", { session: inject("owner") });
  const addresses: string[] = [];
  page.on("request", (request) => addresses.push(request.url()));

  await page
    .getByRole("textbox", { name: "Phone number" })
    .fill(listener.phone);
  await page.getByRole("button", { name: "Search" }).click();
  await page.getByRole("link", { name: "Open" }).click();
  await page.getByText("Phone of the test").waitFor();
  await photograph(page, "user-desktop");
  await page.getByRole("button", { name: "Sign out everywhere" }).click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: "Sign out everywhere" })
    .click();
  await page.getByText("Not signed in on any device.").waitFor();
  await eventually(
    "the token is refused",
    async () => (await listener.get("/sources")).status === 401,
    80_000,
  );
  expect(await page.content()).not.toContain(listener.phone);
  expect(
    addresses.filter((address) => address.includes("13900000062")),
  ).toEqual([]);
});
