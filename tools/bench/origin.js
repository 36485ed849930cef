// The origin as far as reading at the edge needs it: its public keys, the token version that all
// tokens here carry, and an ear for reports.

const TRAILERS = new TextEncoder().encode("grpc-status: 0\r\n");

/** A gRPC-Web answer: the message, then the trailers. A frame is flags, length, content. */
function answer(message) {
  const frames = [0, 0, 0, 0, message.length, ...message, 0x80, 0, 0, 0, TRAILERS.length, ...TRAILERS];
  return new Response(new Uint8Array(frames), {
    headers: { "content-type": "application/grpc-web+proto" },
  });
}

// `token_version = 1`: field 1, a varint.
const TOKEN_VERSION = [0x08, 1];

export default {
  async fetch(request, env) {
    const { pathname } = new URL(request.url);
    if (pathname === "/.well-known/jwks.json") {
      return new Response(env.JWKS, { headers: { "content-type": "application/json" } });
    }
    if (request.method === "POST") {
      await request.arrayBuffer();
      return answer(pathname.endsWith("/GetTokenVersion") ? TOKEN_VERSION : []);
    }
    return new Response("ok\n");
  },
};
