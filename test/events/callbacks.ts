import { createHmac } from 'node:crypto';

export const APP = 1400188366;
export const CALLBACK_KEY = '123654';

/** Written from the vendor's documents and not with the gateway's code. */
export function signOf(body: string | Uint8Array, key = CALLBACK_KEY): string {
  return createHmac('sha256', key).update(body).digest('base64');
}

export interface EventInfo {
  RoomId: number | string;
  EventMsTs: number;
  UserId?: string;
  Role?: number;
  TerminalType?: number;
  UserType?: number;
  Reason?: number;
}

/** The body of a callback, as the vendor sends it. */
export function callbackBody(type: number, info: EventInfo): string {
  const EventTs = Math.floor(info.EventMsTs / 1000);
  return JSON.stringify({
    EventGroupId: type < 200 ? 1 : 2,
    EventType: type,
    CallbackTs: info.EventMsTs + 5,
    EventInfo: { ...info, EventTs },
  });
}

interface SentCallback {
  app?: number | string;
  /** Null: the header is absent. */
  sign?: string | null;
  headers?: Record<string, string>;
}

/** Sends a body to a gateway, by default signed. */
export function sendCallback(
  url: string,
  body: string | Uint8Array<ArrayBuffer>,
  { app = APP, sign = signOf(body), headers = {} }: SentCallback = {},
): Promise<Response> {
  return fetch(`${url}/callbacks/trtc/${app}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      SdkAppId: String(app),
      ...(sign !== null && { Sign: sign }),
      ...headers,
    },
    body,
  });
}

/** Sends an event, and throws if the gateway does not take it. */
export async function report(url: string, type: number, info: EventInfo): Promise<void> {
  const answer = await sendCallback(url, callbackBody(type, info));
  if (answer.status !== 200) throw new Error(`the gateway answered ${answer.status}`);
}
