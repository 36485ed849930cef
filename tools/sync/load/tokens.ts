import { createPrivateKey, randomUUID, type KeyObject } from "node:crypto";

import { SignJWT } from "jose";

/** What precedes the 32 bytes of an Ed25519 seed in PKCS #8 (RFC 8410). */
const PKCS8 = Buffer.from("302e020100300506032b657004220420", "hex");

const privateKey = (seed: string): KeyObject =>
  createPrivateKey({
    key: Buffer.concat([PKCS8, Buffer.from(seed, "base64url")]),
    format: "der",
    type: "pkcs8",
  });

/** What access tokens say, and who signs them. */
export interface AccessTokens {
  /** Ed25519 seed, base64url, of the key that the hub's JWK set has under `keyId`. */
  seed: string;
  keyId: string;
  issuer: string;
  audience: string;
}

/** An access token as the origin signs them, for ten minutes. */
export function accessToken(
  { seed, keyId, issuer, audience }: AccessTokens,
  user: string,
  device: string,
): Promise<string> {
  return new SignJWT({ did: device, sid: randomUUID(), ver: 1 })
    .setProtectedHeader({ alg: "EdDSA", typ: "JWT", kid: keyId })
    .setIssuer(issuer)
    .setAudience(audience)
    .setSubject(user)
    .setJti(randomUUID())
    .setIssuedAt()
    .setExpirationTime("10 minutes")
    .sign(privateKey(seed));
}

/** A token for one push to an edge. */
export function pushToken(seed: string): Promise<string> {
  return new SignJWT()
    .setProtectedHeader({ alg: "EdDSA", typ: "JWT" })
    .setIssuer("origin")
    .setAudience("edge")
    .setJti(randomUUID())
    .setIssuedAt()
    .setExpirationTime("60 seconds")
    .sign(privateKey(seed));
}
