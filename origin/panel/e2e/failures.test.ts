import { expect, inject, test } from "vitest";

import { Chromium, photograph } from "./support/browser.ts";

const chromium = new Chromium();

test("a test message that no vendor took is told as such, with what each of them said", async () => {
  const page = await chromium.open("/sms", { session: inject("owner") });
  const attempt = {
    vendor: "aliyun",
    phone: "+86 138 **** 0000",
    country: "CN",
    created_at: "2026-06-01T08:00:00Z",
    took_ms: 12,
  };
  await page.route("**/sms/test", (route) =>
    route.fulfill({
      json: {
        sent: false,
        attempts: [
          { ...attempt, id: "1", state: "limited", error: "LIMIT_CONTROL" },
          { ...attempt, id: "2", vendor: "twilio", state: "unreachable" },
        ],
      },
    }),
  );
  await page.getByRole("button", { name: "Send a test message" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Phone number").fill("+8613800000000");
  await dialog.getByRole("button", { name: "Send" }).click();
  await dialog
    .getByRole("alert")
    .filter({ hasText: "No message can be sent right now." })
    .waitFor();
  const rows = dialog.getByRole("row");
  await rows.filter({ hasText: "aliyun" }).getByText("LIMIT_CONTROL").waitFor();
  await rows
    .filter({ hasText: "twilio" })
    .getByText("Vendor unreachable")
    .waitFor();
  await photograph(page, "sms-test-failed-desktop");
  expect(await page.getByText("The test message is sent").count()).toBe(0);
});

test("a test that the webhook did not take is told as such, with status and reason", async () => {
  const page = await chromium.open("/alerts", { session: inject("owner") });
  await page.route("**/alerts/webhook", (route) =>
    route.fulfill({
      json: {
        url: "https://hooks.example/listen",
        enabled: true,
        secret_set: true,
        updated_at: null,
      },
    }),
  );
  await page.route("**/alerts/webhook/test", (route) =>
    route.fulfill({
      json: {
        delivered: false,
        status: 503,
        error: "answered 503",
        took_ms: 12,
      },
    }),
  );
  await page.getByRole("tab", { name: "Webhook" }).click();
  await page.getByRole("button", { name: "Send a test" }).click();
  const alert = page.getByRole("alert");
  await alert.getByText("The test was not delivered").waitFor();
  await alert.getByText("HTTP 503").waitFor();
  await alert.getByText("answered 503").waitFor();
  await photograph(page, "webhook-failed-desktop");
  expect(await page.getByText("The test was delivered").count()).toBe(0);
});
