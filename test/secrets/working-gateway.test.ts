import { beforeAll, describe, expect, it } from 'vitest';
import { ADMIN, BAD_CREDENTIALS, CREDENTIALS, IDS, SECRETS } from './canaries.js';
import {
  ADD,
  act,
  answered,
  ask,
  askRaw,
  end,
  endpoints,
  expectNoLeaks,
  type Gateway,
  MUTE,
  resetVendors,
  startGateway,
  trtc,
  volcengine,
  withWatchedProcesses,
} from './watched-processes.js';

withWatchedProcesses();

/** Secrets that each vendor could quote, even some that it does not know. */
const QUOTED = {
  trtc: [SECRETS.TRTC_SECRET_KEY, SECRETS.TRTC_SESSION_TOKEN, IDS.TRTC_SECRET_ID].join(' '),
  volcengine: [SECRETS.VOLC_SECRET_ACCESS_KEY, SECRETS.VOLC_SESSION_TOKEN, IDS.VOLC_ACCESS_KEY_ID].join(' '),
};

/** Faults for every attempt of a call, and of one that is sent once more because it was lost before. */
const FOR_ALL = 20;

const CODES = [
  ['AuthFailure.SignatureFailure', 'SignatureDoesNotMatch'],
  ['AuthFailure.SecretIdNotFound', 'InvalidAccessKey'],
  ['AuthFailure.TokenFailure', 'InvalidSecretToken'],
  ['AuthFailure.SignatureExpire', 'InvalidTimestamp'],
  ['UnauthorizedOperation', 'AccessDenied'],
  ['InvalidParameter.UserId', 'InvalidParam'],
  ['FailedOperation.SdkAppIdNotExist', 'AppNotFound'],
  ['InternalError', 'InternalError'],
  ['RequestLimitExceeded', 'FlowLimitExceeded'],
  ['NewCode.OfTheVendor', 'NewCodeOfTheVendor'],
] as const;

describe('a gateway that works', () => {
  let gateway: Gateway;
  beforeAll(async () => {
    gateway = await startGateway({ ...CREDENTIALS, ...endpoints });
  });

  /** Acts at both vendors, and then again without faults, so that the breakers stay closed. */
  async function actBoth(): Promise<string> {
    const texts = await Promise.all([act(gateway, MUTE), act(gateway, ADD)]);
    expect([trtc, volcengine].map((vendor) => vendor.requests().length > 0)).toEqual([true, true]);
    resetVendors();
    expect(await act(gateway, MUTE)).toContain('SetUserMediaStateSuccess');
    expect(await act(gateway, ADD)).toContain('AddToBlacklistSuccess');
    resetVendors();
    return texts.join(' ');
  }

  it('shows no secret in answers, logs, metrics and traces', async () => {
    expect(await actBoth()).toMatch(/SetUserMediaStateSuccess.*AddToBlacklistSuccess/s);
    for (const path of ['/healthz', '/readyz', '/metrics', '/', '/graphql']) await ask(gateway, { path });
    await act(gateway, '{ viewer { subject scopes } vendors { vendor enabled breaker quotas { scope } } }');
    await act(gateway, '{ __schema { types { name } } }');
    await gateway.run.printed(/"operation":"setUserMediaState"/);
    expectNoLeaks();
  });

  it.each(CODES)(
    'does not pass on secrets quoted in the messages of %s and %s',
    async (trtcCode, volcengineCode) => {
      const wordings = [(text: string) => text, (text: string) => 'x'.repeat(290) + text, encodeURIComponent];
      for (const worded of wordings) {
        const [trtcMessage, volcengineMessage] = [worded(QUOTED.trtc), worded(QUOTED.volcengine)];
        trtc.injectFault({ kind: 'error', code: trtcCode, message: trtcMessage, times: FOR_ALL });
        const error = {
          kind: 'error',
          status: 400,
          code: volcengineCode,
          message: volcengineMessage,
        } as const;
        volcengine.injectFault({ ...error, times: FOR_ALL });
        expect(await actBoth()).toMatch(/Error.*Error/s);
      }
      expectNoLeaks();
    },
  );

  it('does not pass on secrets quoted in the failure of a single user', async () => {
    for (const [code, message] of [
      ['AddSelfNotAllow', QUOTED.volcengine],
      ['NewCodeOfTheVendor', QUOTED.volcengine],
      [QUOTED.volcengine, 'x'],
    ] as const) {
      volcengine.injectFault({ kind: 'failedInfos', failedInfos: [{ userId: '10002', code, message }] });
      expect(await actBoth()).toMatch(/Success.*PartialFailure/s);
    }
    expectNoLeaks();
  });

  it('does not pass on secrets quoted in a code', async () => {
    for (const before of ['InvalidParameter.', 'AccessDenied ', '']) {
      trtc.injectFault({ kind: 'error', code: before + QUOTED.trtc, message: 'x', times: FOR_ALL });
      const code = before + QUOTED.volcengine;
      volcengine.injectFault({ kind: 'error', status: 400, code, message: 'x', times: FOR_ALL });
      expect(await actBoth()).toMatch(/Error.*Error/s);
    }
    expectNoLeaks();
  });

  type Body = (quoted: string) => string;
  const page: Body = (quoted) => `<html>${quoted}</html>`;
  const fault = (quoted: string) => ({
    RequestId: quoted,
    Error: { Code: 'InternalError', Message: quoted },
  });
  it.each<readonly [string, number, Body, Body]>([
    ['a page', 502, page, page],
    ['a page with 200', 200, page, page],
    ['a page with 403', 403, page, page],
    [
      'an error',
      500,
      (quoted) => JSON.stringify({ Response: fault(quoted) }),
      (quoted) => JSON.stringify({ ResponseMetadata: fault(quoted) }),
    ],
    [
      'a success',
      200,
      (quoted) => JSON.stringify({ Response: { RequestId: quoted } }),
      (quoted) => JSON.stringify({ ResponseMetadata: { RequestId: quoted }, Result: {} }),
    ],
    [
      'half a document',
      200,
      (quoted) => `{"Response":"${quoted}`,
      (quoted) => `{"ResponseMetadata":"${quoted}`,
    ],
  ])(
    'does not pass on secrets quoted in another answer: %s',
    async (_name, status, trtcBody, volcengineBody) => {
      const verbatim = { kind: 'verbatim', status, times: FOR_ALL } as const;
      const [inTrtc, inVolcengine] = [QUOTED.trtc, QUOTED.volcengine];
      trtc.injectFault({ ...verbatim, headers: { server: inTrtc }, body: trtcBody(inTrtc) });
      volcengine.injectFault({
        ...verbatim,
        headers: { server: inVolcengine },
        body: volcengineBody(inVolcengine),
      });
      await actBoth();
      expectNoLeaks();
    },
  );

  it.each(['reset', 'silence', 'throttle'] as const)(
    'shows no secret when the vendors answer with %s',
    async (kind) => {
      trtc.injectFault({ kind, times: FOR_ALL });
      volcengine.injectFault({ kind, times: FOR_ALL });
      expect(await actBoth()).toMatch(/Error.*Error/s);
      expectNoLeaks();
    },
  );

  it('shows no secret when an answer ends too early', async () => {
    trtc.injectFault({ kind: 'truncate', bytes: 20, times: FOR_ALL });
    volcengine.injectFault({ kind: 'truncate', bytes: 20, times: FOR_ALL });
    await actBoth();
    expectNoLeaks();
  });

  it.each(Object.entries(BAD_CREDENTIALS))(
    'shows no part of credentials that are refused: %s',
    async (_name, authorization) => {
      expect(await act(gateway, MUTE, authorization)).toMatch(/"(UNAUTHENTICATED|TOKEN_EXPIRED)"/);
      const headers = { authorization, cookie: `token=${ADMIN}`, accept: 'text/html' };
      for (const path of ['/graphql', '/nothing', '/readyz', `/graphql?access_token=${ADMIN}`]) {
        await ask(gateway, { path, headers });
      }
      expectNoLeaks();
    },
  );

  it.each([
    ['a query that is none', '{"query":"{"}'],
    ['a field that is none', '{"query":"{ nothing }"}'],
    ['JSON that is none', '{"query":'],
    ['nothing', ''],
    ['a list', '[]'],
    ['variables that are none', JSON.stringify({ query: MUTE, variables: 7 })],
    ['more than a megabyte', JSON.stringify({ query: 'x'.repeat(1_100_000) })],
  ])('shows no part of the token that came with %s', async (_name, body) => {
    const authorization = `Bearer ${ADMIN}`;
    const headers = { 'content-type': 'application/json', authorization };
    await ask(gateway, { method: 'POST', headers, body });
    await ask(gateway, { method: 'POST', headers: { ...headers, 'content-type': 'x/y' }, body });
    expectNoLeaks();
  });

  it('shows no part of the token in a message that is not HTTP', async () => {
    const head = `POST /graphql HTTP/1.1\r\nHost: gateway\r\nAuthorization: Bearer ${ADMIN}\r\n`;
    for (const rest of [
      'no header\r\n\r\n',
      'X : y\r\n\r\n',
      'Content-Length: -1\r\n\r\n',
      'Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n',
      'Transfer-Encoding: chunked\r\n\r\nzz\r\n',
      `X: ${'x'.repeat(20_000)}\r\n\r\n`,
      'Host: [\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}',
    ]) {
      await askRaw(gateway, `${head}${rest}`);
    }
    const close = 'HTTP/1.1\r\nHost: [\r\nConnection: close\r\n';
    await askRaw(gateway, `GET /graphql%zz?access_token=${ADMIN} ${close}\r\n`);
    await askRaw(gateway, `GET http://[/?access_token=${ADMIN} ${close}\r\n`);
    await askRaw(
      gateway,
      `GET /graphql?query=%7B__typename%7D ${close}Authorization: Bearer ${ADMIN}\r\nApollo-Require-Preflight: 1\r\n\r\n`,
    );
    await gateway.run.printed(/client error/);
    expectNoLeaks();
  });

  it('shows no secret when it ends while a call is under way', async () => {
    trtc.injectFault({ kind: 'delay', delayMs: 100 });
    const answer = act(gateway, MUTE);
    await expect.poll(() => trtc.requests().length).toBeGreaterThan(0);
    await end(gateway);
    await answer;
    expectNoLeaks();
  });

  it('was called more than 150 times in these tests', () => {
    expect(answered).toBeGreaterThan(150);
  });
});
