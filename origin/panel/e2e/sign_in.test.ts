import { expect, inject, test } from "vitest";

import { Chromium, photograph } from "./support/browser.ts";
import { variable } from "./support/environment.ts";
import { Authenticator } from "./support/totp.ts";
import type { Page } from "playwright-core";

const chromium = new Chromium();

async function enter(
  page: Page,
  { email, password }: { email: string; password: string },
) {
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password", { exact: false }).first().fill(password);
  await page.getByRole("button", { name: "Continue" }).click();
}

/** Reads the secret off the page, as somebody without a camera does. */
async function enrol(
  page: Page,
): Promise<{ authenticator: Authenticator; codes: string[] }> {
  await page.getByAltText("QR code for the authenticator").waitFor();
  const secret = await page.getByTestId("secret").innerText();
  const authenticator = new Authenticator(secret);
  await page.getByLabel("Code").fill(await authenticator.code());
  await page.getByRole("button", { name: "Confirm" }).click();
  await page.getByRole("heading", { name: "Recovery codes" }).waitFor();
  const codes = await page
    .getByTestId("recovery-codes")
    .locator("code")
    .allInnerTexts();
  return { authenticator, codes };
}

test("signing in the first time sets up an authenticator, and recovery codes help once each", async () => {
  const newcomer = inject("newcomer");
  const page = await chromium.open("/");
  await photograph(page, "sign-in-desktop");
  await enter(page, newcomer);
  await page.getByAltText("QR code for the authenticator").waitFor();
  await photograph(page, "enrolment-desktop");
  const { codes } = await enrol(page);
  expect(new Set(codes).size).toBe(10);
  await photograph(page, "recovery-codes-desktop");
  const goOn = page.getByRole("button", { name: "Continue" });
  expect(await goOn.isDisabled()).toBe(true);
  await page.getByLabel("I have kept these codes").check();
  await goOn.click();
  await page.getByRole("heading", { name: "Overview", level: 1 }).waitFor();

  await page.getByRole("button", { name: "My account" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  for (const [attempt, heading] of [
    ["a code", "Overview"],
    ["the same again", null],
  ] as const) {
    await enter(page, newcomer);
    await page.getByRole("button", { name: "Use a recovery code" }).click();
    await page.getByLabel("Recovery code").fill(codes[0] ?? "");
    await page.getByRole("button", { name: "Sign in" }).click();
    if (heading === null) {
      await page.getByText("The code is wrong.").waitFor();
      continue;
    }
    await page.getByRole("heading", { name: heading, level: 1 }).waitFor();
    expect(attempt).toBe("a code");
    await page.getByRole("button", { name: "My account" }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
  }
});

test("wrong codes lock the account, and the page says for how long", async () => {
  const page = await chromium.open("/users");
  await enter(page, inject("clumsy"));
  const { authenticator } = await enrol(page);
  await page.getByLabel("I have kept these codes").check();
  await page.getByRole("button", { name: "Continue" }).click();
  // The address is where the administrator wanted to be before signing in.
  await page.getByRole("heading", { name: "Users", level: 1 }).waitFor();
  await page.getByRole("button", { name: "My account" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();

  await enter(page, inject("clumsy"));
  const locked = page.getByText(
    /Too many failures\. Try again in [\d.]+ (sec|min)/,
  );
  for (let attempt = 0; attempt < 8 && !(await locked.isVisible()); attempt++) {
    await page.getByLabel("Code").fill(authenticator.wrong());
    const answer = page.waitForResponse((response) =>
      response.url().endsWith("/session/totp"),
    );
    await page.getByRole("button", { name: "Sign in" }).click();
    await answer;
    await page.getByText(/The code is wrong|Too many failures/).waitFor();
  }
  await locked.waitFor();
  await photograph(page, "locked-desktop");
});

test("whoever is not signed in sees no page, whatever the address says", async () => {
  for (const path of [
    "/settings",
    "/users/1",
    "//listen.example",
    "/?next=https://listen.example",
  ]) {
    const page = await chromium.open(path);
    await page.getByRole("button", { name: "Continue" }).waitFor();
    expect(new URL(page.url()).host).toBe(new URL(variable("ORIGIN_URL")).host);
  }
});
