import { Authenticator } from "./totp.ts";
import { variable } from "./environment.ts";

/** The admin API spoken to without a browser, to prepare what a test is about. */
export class Api {
  #cookie = "";
  #csrf = "";
  authenticator: Authenticator | null = null;

  /** The value of the session's cookie. */
  get cookie(): string {
    return this.#cookie;
  }

  async call<Answer>(
    method: string,
    path: string,
    body?: object,
  ): Promise<Answer> {
    const response = await fetch(
      `${variable("ORIGIN_URL")}/admin/api/v1${path}`,
      {
        method,
        headers: {
          ...(this.#cookie !== "" && {
            cookie: `listen_admin=${this.#cookie}`,
          }),
          ...(this.#csrf !== "" && { "x-csrf-token": this.#csrf }),
          ...(body && { "content-type": "application/json" }),
        },
        ...(body && { body: JSON.stringify(body) }),
      },
    );
    const given = /listen_admin=([^;]*)/.exec(
      response.headers.get("set-cookie") ?? "",
    )?.[1];
    if (given !== undefined) this.#cookie = given;
    const text = await response.text();
    if (!response.ok)
      throw new Error(`${method} ${path}: ${response.status} ${text}`);
    const answer = (text === "" ? {} : JSON.parse(text)) as Answer & {
      csrf_token?: string;
    };
    if (answer.csrf_token !== undefined) this.#csrf = answer.csrf_token;
    return answer;
  }

  /** Signs in the first time: sets up an authenticator, and keeps it. */
  async enrol(email: string, password: string): Promise<Enrolled> {
    await this.call("POST", "/session", { email, password });
    const { secret } = await this.call<{ secret: string }>(
      "POST",
      "/session/enrolment",
    );
    const authenticator = new Authenticator(secret);
    this.authenticator = authenticator;
    const code = await authenticator.code();
    const { recovery_codes } = await this.call<{ recovery_codes: string[] }>(
      "POST",
      "/session/enrolment/confirm",
      { code },
    );
    return { authenticator, recovery_codes };
  }

  /** Makes the dangerous calls of the next minutes possible. */
  async stepUp(): Promise<void> {
    await this.call("POST", "/session/step-up", {
      code: await this.authenticator?.code(),
    });
  }
}

interface Enrolled {
  authenticator: Authenticator;
  recovery_codes: string[];
}
