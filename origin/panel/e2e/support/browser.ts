import {
  chromium,
  type Browser,
  type BrowserContext,
  type Page,
} from "playwright-core";
import { afterAll, afterEach, beforeAll, expect } from "vitest";

import { variable } from "./environment.ts";

export const SIZES = {
  desktop: { width: 1440, height: 900 },
  phone: { width: 390, height: 844 },
} as const;

export interface Visit {
  size?: keyof typeof SIZES;
  scheme?: "light" | "dark";
  locale?: string;
  /** Cookie of a session; nobody is signed in without. */
  session?: string;
}

const ARGUMENTS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // The browser's own pages, which it would load beside each of ours.
  "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup",
];

/** Chromium for the tests of a file; what the browser complains of fails the test it happens in. */
export class Chromium {
  #browser: Browser | null = null;
  #contexts: BrowserContext[] = [];
  #complaints: string[] = [];

  constructor() {
    beforeAll(async () => {
      this.#browser = await chromium.launch({
        executablePath: variable("CHROMIUM"),
        args: ARGUMENTS,
      });
    });
    afterEach(async () => {
      await Promise.all(
        this.#contexts.splice(0).map((context) => context.close()),
      );
      expect(this.#complaints.splice(0)).toEqual([]);
    });
    afterAll(() => this.#browser?.close());
  }

  /** A page at an address of the panel. */
  async open(
    path: string,
    { size = "desktop", scheme = "light", ...visit }: Visit = {},
  ) {
    if (!this.#browser) throw new Error("the browser has not started");
    const context = await this.#browser.newContext({
      baseURL: variable("ORIGIN_URL"),
      viewport: SIZES[size],
      colorScheme: scheme,
      locale: visit.locale ?? "en-US",
      acceptDownloads: true,
    });
    this.#contexts.push(context);
    if (visit.session !== undefined) {
      const { hostname } = new URL(variable("ORIGIN_URL"));
      const cookie = {
        name: "listen_admin",
        value: visit.session,
        domain: hostname,
      };
      await context.addCookies([
        { ...cookie, path: "/admin", httpOnly: true, sameSite: "Strict" },
      ]);
    }
    const page = await context.newPage();
    this.#listen(page);
    await page.goto(`/admin${path}`);
    return page;
  }

  /** Faults of scripts and breaches of the content security policy. A refused call is no fault. */
  #listen(page: Page) {
    page.on("pageerror", (error) => this.#complaints.push(error.message));
    page.on("console", (message) => {
      const text = message.text();
      if (
        message.type() === "error" &&
        !text.startsWith("Failed to load resource")
      ) {
        this.#complaints.push(text);
      }
    });
  }
}

/** Keeps what a page looks like as output of the test. */
export async function photograph(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `${variable("SCREENSHOTS")}/${name}.png` });
}
