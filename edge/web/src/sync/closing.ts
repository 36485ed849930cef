/** Close codes of the contract. */
export const CloseCode = {
  goingAway: 4001,
  heartbeatLost: 4002,
  tooSlow: 4003,
  tokenInvalid: 4101,
  deviceRemoved: 4102,
  replaced: 4103,
  tooManyConnections: 4104,
  protocolError: 4105,
  frameTooLarge: 4106,
} as const;

/** What this client closes with when it means to come back. */
export const CLIENT_RETURNS = 4000;
/** What it closes with when it is done. */
export const CLIENT_DONE = 1000;

/** How a connection ended. */
export interface Closing {
  /** The code of the close frame; 1006 when there was none. */
  code: number;
  reason: string;
}

/** What a closed connection means for the client. */
export type Consequence = "return" | "refresh_token" | "stop";

/**
 * Codes 4100 to 4199 are final, but for 4101, which a fresh token may mend; after all others one
 * comes back.
 */
export function consequenceOf(code: number): Consequence {
  if (code === CloseCode.tokenInvalid) return "refresh_token";
  return code >= 4100 && code <= 4199 ? "stop" : "return";
}
