import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, it } from 'vitest';
import { sendText } from '../graphql-client.js';
import { startSandboxWithoutEvents } from '../sandbox-gateway.js';

it('a connection that has sent no request does not delay the end of the gateway', {
  timeout: 45_000,
}, async () => {
  const sandbox = await startSandboxWithoutEvents();
  const unused = connect(Number(new URL(sandbox.url).port), '127.0.0.1');
  await once(unused, 'connect');
  expect(await sendText(sandbox, '{ viewer { subject } }')).toMatchObject({ status: 200 });
  const closed = once(unused, 'close');

  await sandbox.close();
  await closed;
});
