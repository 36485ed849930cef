// What a hub's object asks of the runtime, in one crossing each. Sockets go by their tag, which is the
// id of their connection.

/** Has the runtime answer pings, which then neither wake the object nor cost anything. */
export function answerPings(state, ping, pong) {
  state.setWebSocketAutoResponse(new WebSocketRequestResponsePair(ping, pong));
}

/** A socket that the object may sleep beside; the listener's end of it. */
export function accept(state, tag) {
  const [listener, own] = Object.values(new WebSocketPair());
  state.acceptWebSocket(own, [tag]);
  return listener;
}

/** The runtime also lists sockets that are closing. */
const isOpen = (socket) => socket.readyState === WebSocket.OPEN;

function openSocket(state, tag) {
  return state.getWebSockets(tag).find(isOpen);
}

/** The tag of every open socket and what it carries, as a JSON list. One that is only just accepted carries nothing. */
export function attachments(state) {
  const open = state.getWebSockets().filter(isOpen);
  const carried = open.map((socket) => [state.getTags(socket)[0], socket.deserializeAttachment()]);
  return JSON.stringify(carried.filter(([, text]) => text !== null));
}

export function attach(state, tag, text) {
  openSocket(state, tag)?.serializeAttachment(text);
}

/**
 * Sends texts, one a line, in their order, each to the tags in its line of `tags`. To a socket that is
 * gone nothing is sent: that it is gone is told apart.
 */
export function send(state, tags, texts) {
  const open = new Map(
    state.getWebSockets().filter(isOpen).map((socket) => [state.getTags(socket)[0], socket]),
  );
  const lines = tags.split("\n");
  texts.split("\n").forEach((text, line) => {
    for (const tag of lines[line].split(" ")) {
      try {
        open.get(tag)?.send(text);
      } catch {
        open.delete(tag);
      }
    }
  });
}

export function close(state, tag, code, reason) {
  openSocket(state, tag)?.close(code, reason);
}

/** When the runtime last answered a ping of a socket, in milliseconds; `undefined` for never. */
export function pingedAt(state, tag) {
  const socket = openSocket(state, tag);
  return (socket && state.getWebSocketAutoResponseTimestamp(socket))?.getTime();
}

/** The rows of a query, as a JSON list of lists. */
export function query(state, sql) {
  return JSON.stringify([...state.storage.sql.exec(sql).raw()]);
}

/**
 * Runs all of a JSON list of `[sql, …values]`, or none. A list among the values is bound as its JSON,
 * for `json_each`.
 */
export function transact(state, statements) {
  const bound = (value) => (Array.isArray(value) ? JSON.stringify(value) : value);
  state.storage.transactionSync(() => {
    for (const [sql, ...values] of JSON.parse(statements)) {
      state.storage.sql.exec(sql, ...values.map(bound));
    }
  });
}

/** A write that fails ends the object, so that nobody waits for it here. */
export function wakeAt(state, milliseconds) {
  void state.storage.setAlarm(milliseconds);
}
