// What an isolate of workerd holds, as its inspector says: `heap.mjs INSPECTOR_PORT WORKER_PORT` prints
// the bytes of its JavaScript objects after a collection, of what they stand for outside the heap, of
// their buffers, and of its WASM memories.
const [, , port, worker] = process.argv;
const [isolate] = await (await fetch(`http://127.0.0.1:${port}/json`)).json();
const inspector = new WebSocket(isolate.webSocketDebuggerUrl);
const waiting = new Map();
let asked = 0;
const context = {};
context.id = new Promise((resolve) => (context.resolve = resolve));

inspector.addEventListener("message", ({ data }) => {
  const { id, result, error, method, params } = JSON.parse(data);
  if (method === "Runtime.executionContextCreated") context.resolve(params.context.id);
  if (error) throw new Error(error.message);
  waiting.get(id)?.(result);
});
inspector.addEventListener("error", () => {
  throw new Error("the inspector cannot be reached");
});

function ask(method, params = {}) {
  const id = ++asked;
  const answer = new Promise((resolve) => waiting.set(id, resolve));
  inspector.send(JSON.stringify({ id, method, params }));
  return answer;
}

await new Promise((resolve) => inspector.addEventListener("open", resolve));
// The isolate collects when it next runs something; buffers are let go by the collection after.
for (let round = 0; round < 3; round++) {
  const collected = ask("HeapProfiler.collectGarbage");
  await fetch(`http://127.0.0.1:${worker}/health`);
  await collected;
}
const heap = await ask("Runtime.getHeapUsage");
const { usedSize, embedderHeapUsedSize = 0, backingStorageSize = 0 } = heap;
void ask("Runtime.enable");
const prototype = await ask("Runtime.evaluate", {
  contextId: await context.id,
  expression: "WebAssembly.Memory.prototype",
});
const { objects } = await ask("Runtime.queryObjects", {
  prototypeObjectId: prototype.result.objectId,
});
const { result } = await ask("Runtime.callFunctionOn", {
  objectId: objects.objectId,
  functionDeclaration: "function () { return this.reduce((sum, it) => sum + it.buffer.byteLength, 0); }",
  returnByValue: true,
});
console.log(`${usedSize} ${embedderHeapUsedSize} ${backingStorageSize} ${result.value}`);
// workerd does not answer a close.
process.exit(0);
