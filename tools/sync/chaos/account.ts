import { createHash } from "node:crypto";

import { until } from "./patience.ts";

/** The code of all test phones. */
const CODE = "246810";

interface Session {
  access_token: string;
  refresh_token: string;
}

/** One signed-in device of a test phone. */
export class Account {
  readonly deviceId: string;
  /** How often it had to sign in. */
  signIns = 0;
  private session: Session | null = null;
  private renewing: Promise<string> | null = null;

  constructor(
    private readonly baseUrl: string,
    readonly phone: string,
    index: number,
  ) {
    // The same with every run, so that runs do not use up the devices of a phone.
    const hash = createHash("sha256").update(`${phone} ${String(index)}`);
    this.deviceId = hash
      .digest("hex")
      .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*/, "$1-$2-$3-$4-$5");
  }

  /** A token that is not `refused`. */
  token(refused: string | null = null): Promise<string> {
    const held = this.session?.access_token;
    if (held !== undefined && held !== refused) return Promise.resolve(held);
    this.renewing ??= this.renew().finally(() => {
      this.renewing = null;
    });
    return this.renewing;
  }

  private async renew(): Promise<string> {
    this.session = await until(`${this.phone} is signed in`, async () => {
      const held = this.session;
      if (held === null) return this.signIn();
      const { refresh_token } = held;
      const answer = await this.post("/auth/tokens", { refresh_token });
      // A renewal whose answer was lost has used the token up.
      if (answer.status === 401) this.session = null;
      return answer.ok ? ((await answer.json()) as Session) : null;
    });
    return this.session.access_token;
  }

  private async signIn(): Promise<Session | null> {
    const { phone, deviceId } = this;
    const asked = await this.post("/auth/sms-codes", { phone });
    if (!asked.ok) return null;
    const device = { id: deviceId, name: "Chaos", platform: "test" };
    const body = { phone, code: CODE, device };
    let answer = await this.post("/auth/sessions", body);
    if (answer.status === 409) {
      const { devices } = (await answer.json()) as {
        devices: { id: string; name: string }[];
      };
      const oldest = devices.find(({ name }) => name !== device.name);
      const replace_device_id = oldest?.id ?? devices[0]?.id;
      answer = await this.post("/auth/sessions", {
        ...body,
        replace_device_id,
      });
    }
    if (!answer.ok) return null;
    this.signIns += 1;
    return (await answer.json()) as Session;
  }

  private post(path: string, body: object): Promise<Response> {
    return fetch(`${this.baseUrl}/api/v1${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(10_000),
    });
  }
}
