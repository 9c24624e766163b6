import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import packageJson from '../package.json' with { type: 'json' };

const read = (file: string) => readFileSync(file, 'utf8');
const [, least = ''] = /^>=([\d.]+)$/.exec(packageJson.engines.node) ?? [];
const developed = read('.nvmrc').trim();

type Version = readonly number[];
const versionOf = (text: string): Version => text.split('.').map(Number);

function isAtLeast(version: Version, bound: Version): boolean {
  const [index = 0] = [0, 1, 2].filter((place) => (version[place] ?? 0) !== (bound[place] ?? 0));
  return (version[index] ?? 0) >= (bound[index] ?? 0);
}

/** Whether a range of `engines` has a version: `^20.19.0 || >=22.12.0`, `20 || >=22`, `>= 0.8`, `4.x`. */
function allows(range: string, version: Version): boolean {
  return range.split('||').some((part) => {
    const [, operator = '', numbers] = /^\s*(>=|\^|)\s*(\d+(?:\.\d+)*)/.exec(part) ?? [];
    if (numbers === undefined) return part.trim() === '*';
    const bound = versionOf(numbers);
    return (operator === '>=' || version[0] === bound[0]) && isAtLeast(version, bound);
  });
}

describe('the versions of Node', () => {
  it('are read from ranges as npm does', () => {
    const version = versionOf('20.19.0');
    for (const range of [
      '>=20.19',
      '^20.19.0 || >=22.12.0',
      '20 || >=22',
      '>= 0.8',
      '20.x',
      '>=6 <99',
      '*',
    ]) {
      expect(allows(range, version), range).toBe(true);
    }
    for (const range of ['>=22', '^20.19.1 || >=22.12.0', '^18.3.0', '4.x || 22', '>= 20.20']) {
      expect(allows(range, version), range).toBe(false);
    }
  });

  it('are allowed by every package: the least that is named, and the one of .nvmrc', () => {
    const { packages }: { packages: Record<string, { engines?: { node?: string } }> } = JSON.parse(
      read('package-lock.json'),
    );
    const ranges = Object.entries(packages).map(
      ([path, { engines }]) => [path, engines?.node ?? '*'] as const,
    );
    expect(ranges.length).toBeGreaterThan(100);
    for (const version of [versionOf(least), [Number(developed), 0, 0]]) {
      expect(ranges.filter(([, range]) => !allows(range, version))).toEqual([]);
    }
  });

  it('are those on which CI tests, whichever it has', () => {
    const [, versions = ''] = /^for version in (.*); do$/m.exec(read('.ci/run')) ?? [];
    expect(versions.split(' ')).toEqual([least, '22', developed]);
    expect(read('.github/workflows/ci.yml')).toContain(`image: node:${developed}-bookworm\n`);
  });
});
