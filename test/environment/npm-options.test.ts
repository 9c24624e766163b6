import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { npmArgsOf, type Script } from '../npm-scripts.js';
import { StartedProcess } from '../started-process.js';

/** npm itself needs these two. */
const SURROUNDINGS = { PATH: '/usr/local/bin:/usr/bin:/bin', HOME: tmpdir() };

describe('options that somebody writes without the -- that npm needs', () => {
  it.each<[Script, string[], string]>([
    ['token', ['--sub', 'moderator-1', '--rooms', '10006'], 'sub'],
    ['token', ['--sub=moderator-1', '--rooms=10006'], 'sub'],
    ['token', ['--str-rooms=lobby'], 'str-rooms'],
    ['journal', ['export', '--status=UNKNOWN'], 'status'],
    ['journal', ['export', '--actor', 'admin'], 'actor'],
  ])('are not left out silently: npm run %s %j', async (script, args, option) => {
    const command = new StartedProcess([...npmArgsOf(script), ...args], {
      ...SURROUNDINGS,
      AUTH_JWT_SECRET: 'a secret for tests, of 32 bytes or more',
    });
    expect(await command.exit).toBe(2);
    expect(command.stdout).toBe('');
    expect(command.stderr).toContain(`${script}: npm has taken --${option} for itself; write -- before`);
  });
});
