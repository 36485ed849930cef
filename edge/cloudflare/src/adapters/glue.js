// What would take several crossings between WASM and JavaScript, done in one.

/** Method, URL and the headers that most requests are asked for, a line each; an absent one is empty. */
export function readHead(request) {
  const headers = request.headers;
  return `${request.method}
${request.url}
${headers.get("authorization") ?? ""}
${headers.get("x-request-id") ?? ""}
${headers.get("traceparent") ?? ""}
${headers.get("if-none-match") ?? ""}`;
}

/** `[promise, timer]`: the promise is fulfilled after so many milliseconds, or when it is cancelled. */
export function startTimer(milliseconds) {
  const timer = {};
  const promise = new Promise((resolve) => {
    timer.resolve = resolve;
    timer.id = setTimeout(resolve, milliseconds);
  });
  return [promise, timer];
}

/** Whoever waits is gone by now; but what waits for a promise is only freed when it ends. */
export function cancelTimer(timer) {
  clearTimeout(timer.id);
  timer.resolve();
}

/** Lines of names and values in turn, as an object that `Headers` is made of. */
function toHeaders(lines) {
  const headers = {};
  if (lines === "") return headers;
  const parts = lines.split("\n");
  for (let index = 0; index + 1 < parts.length; index += 2) headers[parts[index]] = parts[index + 1];
  return headers;
}

// Bodies that were sent, by their validator, which is a hash of them: what is asked for again is not
// copied out of WASM memory again. workerd reads a body where it lies and never writes to it.
const bodies = new Map();
let heldBytes = 0;
const HELD_BYTES = 4 << 20;

function hold(validator, body) {
  if (body.byteLength > HELD_BYTES / 16 || bodies.has(validator)) return;
  bodies.set(validator, body);
  heldBytes += body.byteLength;
  for (const [oldest, { byteLength }] of bodies) {
    if (heldBytes <= HELD_BYTES) return;
    bodies.delete(oldest);
    heldBytes -= byteLength;
  }
}

/** An answer whose body was sent before; `undefined` when it is not at hand. */
export function respondAgain(status, headers, validator) {
  const body = bodies.get(validator);
  return body && new Response(body, { status, headers: toHeaders(headers) });
}

/** An answer whose body is known; `body` is a view of WASM memory and is copied. */
export function respond(status, headers, body, validator) {
  const copy = body === undefined ? null : body.slice();
  if (copy !== null && validator !== undefined) hold(validator, copy);
  return new Response(copy, { status, headers: toHeaders(headers) });
}

/** An answer whose body passes through from `upstream`. */
export function passThrough(status, headers, upstream) {
  return new Response(upstream.body, { status, headers: toHeaders(headers) });
}

/** An answer that hands the listener the socket of `upstream`. */
export function passSocket(headers, upstream) {
  return new Response(null, { status: 101, headers: toHeaders(headers), webSocket: upstream.webSocket });
}

/** What a user's hub answers. It is asked again at once when the way to it broke, which it mostly does not do twice. */
async function ask(namespace, userId, question) {
  try {
    return await question(namespace.getByName(userId));
  } catch (error) {
    if (!error.retryable || error.overloaded) throw error;
    return question(namespace.getByName(userId));
  }
}

/** Calls a method of a user's hub. */
export function callHub(namespace, userId, method, value) {
  return ask(namespace, userId, (hub) => hub[method](value));
}

/** The answer that carries a socket to a user's hub. */
export function openSocket(namespace, userId, connection) {
  // Header values have no more than 256 different characters.
  const headers = { upgrade: "websocket", "x-listen-connection": encodeURIComponent(connection) };
  return ask(namespace, userId, (hub) => hub.fetch("https://hub/", { headers }));
}

/** Sends a call; `[promise of the answer, controller that abandons it]`. */
export function send(method, url, headers, body) {
  const controller = new AbortController();
  const promise = fetch(url, {
    method,
    headers: toHeaders(headers),
    body: body === undefined ? undefined : body.slice(),
    redirect: "manual",
    signal: controller.signal,
  });
  return [promise, controller];
}

/** The first `length` bytes of an answer, or all of a shorter one; the rest is not fetched. */
export async function readBeginning(message, length) {
  const bytes = new Uint8Array(length);
  let filled = 0;
  if (message.body === null) return bytes.subarray(0, 0);
  const reader = message.body.getReader();
  while (filled < length) {
    const { done, value } = await reader.read();
    if (done) return bytes.subarray(0, filled);
    bytes.set(value.subarray(0, length - filled), filled);
    filled += Math.min(value.byteLength, length - filled);
  }
  await reader.cancel();
  return bytes;
}

/** All bytes of a request or response; `undefined` when there are more than `limit`. */
export async function readBody(message, limit) {
  if (Number(message.headers.get("content-length") ?? 0) > limit) return undefined;
  if (message.body === null) return new Uint8Array();
  const chunks = [];
  let length = 0;
  const reader = message.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.byteLength;
    if (length > limit) {
      await reader.cancel();
      return undefined;
    }
    chunks.push(value);
  }
  if (chunks.length === 1) return chunks[0];
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}
