import { expect, inject, test } from "vitest";

import { Chromium, photograph } from "./support/browser.ts";

const chromium = new Chromium();

test("whoever has lost the authenticator confirms a call with a recovery code", async () => {
  const page = await chromium.open("/audit", { session: inject("owner") });
  let asked = 0;
  // The owner of the tests has shown a code lately, so the first call is refused on the way.
  await page.route("**/audit/verify", async (route) => {
    asked += 1;
    if (asked > 1) return route.continue();
    const code = "step_up_required";
    return route.fulfill({
      status: 403,
      contentType: "application/problem+json",
      body: JSON.stringify({ code, title: code, detail: code, request_id: "" }),
    });
  });
  await page.getByRole("button", { name: "Verify" }).click();
  const dialog = page.getByRole("dialog", { name: "Confirm with a code" });
  const confirm = dialog.getByRole("button", { name: "Confirm" });
  await dialog.getByRole("button", { name: "Use a recovery code" }).click();
  await photograph(page, "step-up-recovery-desktop");
  await dialog.getByLabel("Recovery code").fill("abcd-efgh-ijkl-mnop");
  await confirm.click();
  await dialog.getByText("The code is wrong.").waitFor();
  await dialog.getByLabel("Recovery code").fill(inject("spare"));
  await confirm.click();
  await page.getByText("The chain is intact").waitFor();
  expect(asked).toBe(2);
});
