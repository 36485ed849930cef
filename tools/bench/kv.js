// A KV namespace as workerd's binding speaks to it: one HTTP call per operation, the key as the path.
const values = new Map();

export default {
  async fetch(request) {
    const url = new URL(request.url);
    const key = decodeURIComponent(url.pathname.slice(1));
    const now = Date.now();
    switch (request.method) {
      case "GET": {
        const stored = values.get(key);
        if (stored === undefined || stored.until <= now) return new Response(null, { status: 404 });
        return new Response(stored.value);
      }
      case "PUT": {
        const life = Number(url.searchParams.get("expiration_ttl") ?? "86400");
        values.set(key, { value: await request.arrayBuffer(), until: now + life * 1000 });
        return new Response(null);
      }
      case "DELETE":
        values.delete(key);
        return new Response(null);
      default:
        return new Response(null, { status: 405 });
    }
  },
};
