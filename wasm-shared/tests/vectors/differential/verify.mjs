// Verifies tokens with `jose`: the first line of the input says by what, each further line is one
// token, and each line of the output one verdict.

import { createInterface } from "node:readline";
import { createLocalJWKSet, jwtVerify } from "jose";

// Most tokens end in an error, and nobody reads where it came from.
Error.stackTraceLimit = 0;

const lines = createInterface({ input: process.stdin, crlfDelay: Infinity })[Symbol.asyncIterator]();
const { jwks, issuer, audience, now_s, skew_s } = JSON.parse((await lines.next()).value);
const keys = createLocalJWKSet(jwks);
const options = {
  issuer,
  audience,
  requiredClaims: ["sub", "exp", "iat"],
  currentDate: new Date(now_s * 1000),
  clockTolerance: skew_s,
  // Without it `iat` is not compared with the clock. How long a token may live is not its concern.
  maxTokenAge: Number.MAX_SAFE_INTEGER,
};

async function verdict(token) {
  try {
    const { payload } = await jwtVerify(token, keys, options);
    // The tolerance is for the beginning of a token's life; its end is exact.
    if (payload.exp <= now_s) return { accepted: false, reason: "ERR_JWT_EXPIRED" };
    // As text, for a lone surrogate is no text that other readers of JSON take.
    return { accepted: true, claims: JSON.stringify(payload) };
  } catch (error) {
    return { accepted: false, reason: error.code ?? error.name };
  }
}

const tokens = [];
for await (const line of lines) tokens.push(JSON.parse(line));
const verdicts = await Promise.all(tokens.map(verdict));
process.stdout.write(verdicts.map((one) => JSON.stringify(one) + "\n").join(""));
