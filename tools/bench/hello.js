// The least a worker can do: the yardstick for the others.
export default {
  fetch() {
    return new Response("hello\n");
  },
};
