/**
 * A service that mutes whoever other services report. It reads reports from its standard input, one JSON object a line, such
 * as `{"id":"report-1","roomId":10006,"userId":"29376","reason":"spam"}`, and writes what became of each.
 *
 * GATEWAY_URL=http://127.0.0.1:4000/graphql AUTH_JWT_SECRET=… node mute-reported.js < reports.jsonl
 */
import { createInterface } from 'node:readline';
import { SignJWT } from 'jose';
import { matchResult, SetUserMediaStateDocument } from 'moderation-gateway-client/strings';

const { GATEWAY_URL = 'http://127.0.0.1:4000/graphql', AUTH_JWT_SECRET = '' } = process.env;

/** For how long a report mutes. */
const MUTE_SECONDS = 300;

/** The gateway's own deadline is 15 s. After twice that, no answer will come. */
const TIMEOUT_MS = 30_000;
const ATTEMPTS = 4;

/** The gateway cannot tell the result yet. The same key gets it later. */
const ANSWER_TO_COME = new Set([
  'JOURNAL_UNAVAILABLE',
  'OUTCOME_UNRECORDED',
  'STILL_RUNNING',
  'ANSWER_OF_NEWER_GATEWAY',
]);

/**
 * A token for one request. It names the service, which the journal shows as the actor, and only the room of the report: a token that
 * gets lost opens nothing else, and not for long.
 *
 * @param {number} roomId
 */
const mintToken = (roomId) =>
  new SignJWT({ scope: 'moderation:media', rooms: [roomId] })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject('service:reports')
    .setExpirationTime('1m')
    .sign(new TextEncoder().encode(AUTH_JWT_SECRET));

/**
 * @typedef {{ id: string; roomId: number; userId: string; reason?: string }} Report
 * @typedef {import('moderation-gateway-client/strings').SetUserMediaStateResult} Result
 * @param {Report} report
 * @returns {Promise<Result>}
 */
async function send({ id, roomId, userId, reason }) {
  /** @type {import('moderation-gateway-client/strings').SetUserMediaStateInput} */
  const input = {
    roomId,
    userId,
    audio: 'DISABLED',
    durationSeconds: MUTE_SECONDS,
    reason: reason ?? null,
    // A report that is read twice, also by another process, mutes once.
    idempotencyKey: `report:${id}`,
  };
  const response = await fetch(GATEWAY_URL, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${await mintToken(roomId)}` },
    body: JSON.stringify({ query: SetUserMediaStateDocument, variables: { input } }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  // Another attempt with a wrong token or a malformed request would get the same answer.
  if (response.status === 401 || response.status === 400) throw new Refused(await response.text());
  const { data } = await response.json();
  if (!data) throw new Error(`HTTP status ${response.status}`);
  return data.setUserMediaState;
}

class Refused extends Error {}

/**
 * @param {Report} report
 * @returns {Promise<Result | undefined>} undefined if there was no answer
 */
async function sendAgain(report, attempts = ATTEMPTS) {
  let pauseMs = 1_000 * 2 ** (ATTEMPTS - attempts);
  try {
    const result = await send(report);
    if (!('retryable' in result) || !result.retryable || attempts === 1) return result;
    if (result.outcome === 'UNKNOWN' && !ANSWER_TO_COME.has(result.code)) return result;
    pauseMs = result.retryAfterMs ?? pauseMs;
  } catch (error) {
    if (error instanceof Refused) throw error;
    if (attempts === 1) return undefined;
  }
  await new Promise((resume) => setTimeout(resume, pauseMs));
  return sendAgain(report, attempts - 1);
}

for await (const line of createInterface({ input: process.stdin })) {
  if (line.trim() === '') continue;
  /** @type {Report} */
  const report = JSON.parse(line);
  const result = await sendAgain(report);
  const became = result
    ? matchResult(result, {
        SetUserMediaStateSuccess: () => ({ status: 'MUTED' }),
        // Only what is enforced waits for somebody.
        SetUserMediaStateWaiting: () => ({ status: 'WAITING' }),
        // They have gone, or a moderator has acted since: the report is done with.
        RoomNotFoundError: () => ({ status: 'GONE' }),
        UserNotInRoomError: () => ({ status: 'GONE' }),
        SupersededError: () => ({ status: 'SUPERSEDED' }),
        otherwise: ({ code, message, outcome }) => ({
          status: outcome === 'UNKNOWN' ? 'CHECK' : 'FAILED',
          code,
          message,
        }),
      })
    : { status: 'CHECK', message: 'The gateway gave no answer.' };
  process.stdout.write(`${JSON.stringify({ id: report.id, ...became })}\n`);
}
