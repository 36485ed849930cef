// An independent gRPC client: learns the service by reflection, then asks it about tokens. Reads
// `{address, service_key, access_tokens}` from standard input and prints what it found as JSON.

import { createPrivateKey, randomUUID } from "node:crypto";
import { text } from "node:stream/consumers";
import grpc from "@grpc/grpc-js";
import { GrpcReflection } from "grpc-js-reflection-client";
import { SignJWT } from "jose";

const SERVICE = "auth.v1.AuthService";
// RFC 8410: what stands before the seed in the PKCS #8 form of an Ed25519 key.
const PKCS8 = Buffer.from("302e020100300506032b657004220420", "hex");

const { address, service_key, access_tokens } = JSON.parse(await text(process.stdin));
const key = createPrivateKey({
  key: Buffer.concat([PKCS8, Buffer.from(service_key, "base64url")]),
  format: "der",
  type: "pkcs8",
});

/** Metadata with a service token that nobody has used. */
async function metadata() {
  const token = await new SignJWT({})
    .setProtectedHeader({ alg: "EdDSA" })
    .setIssuer("independent")
    .setAudience("origin")
    .setJti(randomUUID())
    .setIssuedAt()
    .setExpirationTime("30s")
    .sign(key);
  const metadata = new grpc.Metadata();
  metadata.set("authorization", `Bearer ${token}`);
  return metadata;
}

const credentials = grpc.credentials.createInsecure();
const reflection = new GrpcReflection(address, credentials);
const services = await reflection.listServices();
const descriptor = await reflection.getDescriptorBySymbol(SERVICE);
const { auth } = descriptor.getPackageObject({ keepCase: true, longs: Number });
const client = new auth.v1.AuthService(address, credentials);

const call = (metadata, access_token) =>
  new Promise((resolve) =>
    client.VerifyToken({ access_token }, metadata, (error, answer) =>
      resolve(error ? { status: error.code } : answer),
    ),
  );

const answers = [];
for (const token of access_tokens) {
  answers.push(await call(await metadata(), token));
}
const once = await metadata();
const replayed = [await call(once, "x"), await call(once, "x")];
const without = await call(new grpc.Metadata(), "x");
console.log(JSON.stringify({ services, answers, replayed, without }));
client.close();
process.exit();
