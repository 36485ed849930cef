import { createHmac } from "node:crypto";

const STEP_S = 30;
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** An authenticator app. The origin takes no step twice, so neither does this. */
export class Authenticator {
  #last = 0;
  readonly #key: Buffer;

  constructor(secret: string) {
    this.#key = base32(secret.replaceAll(" ", ""));
  }

  /** A code that was not given before. The origin takes the next step's as well; then it is time to wait. */
  async code(): Promise<string> {
    const step = Math.max(this.#last + 1, this.#now());
    while (step > this.#now() + 1)
      await new Promise((resolve) => setTimeout(resolve, 250));
    this.#last = step;
    return this.#at(step);
  }

  /** One that is surely wrong. */
  wrong(): string {
    const near = [-2, -1, 0, 1, 2, 3].map((away) =>
      this.#at(this.#now() + away),
    );
    return (
      ["000000", "111111", "222222"].find((code) => !near.includes(code)) ??
      "333333"
    );
  }

  #now(): number {
    return Math.floor(Date.now() / 1000 / STEP_S);
  }

  /** RFC 6238 with SHA-1 and six digits. */
  #at(step: number): string {
    const counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(BigInt(step));
    const digest = createHmac("sha1", this.#key).update(counter).digest();
    const offset = (digest.at(-1) ?? 0) & 0xf;
    const number = digest.readUInt32BE(offset) & 0x7fffffff;
    return String(number % 1_000_000).padStart(6, "0");
  }
}

function base32(text: string): Buffer {
  const bits = Array.from(text.replace(/=+$/, ""))
    .map((letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, "0"))
    .join("");
  return Buffer.from(
    bits.match(/.{8}/g)?.map((byte) => Number.parseInt(byte, 2)) ?? [],
  );
}
