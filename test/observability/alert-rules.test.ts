import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { isLeftOut, pathOf } from '../left-out.js';

const FOLDER = 'ops/prometheus';

interface Rule {
  alert: string;
  expr: string;
  for?: string;
}
interface RuleFile {
  groups: { name: string; rules: Rule[] }[];
}
interface AlertTest {
  alertname: string;
  exp_alerts: object[];
}
interface TestFile {
  tests: { name: string; alert_rule_test: AlertTest[] }[];
}

const rules: RuleFile = parse(readFileSync(join(FOLDER, 'alerts.yml'), 'utf8'));
const tests: TestFile = parse(readFileSync(join(FOLDER, 'alerts.test.yml'), 'utf8'));
const alerts = rules.groups.flatMap((group) => group.rules);
const alertTests = tests.tests.flatMap((test) => test.alert_rule_test);

function promtool(...args: string[]): { succeeds: boolean; stdout: string; output: string } {
  const { status, stdout, stderr } = spawnSync(pathOf('promtool'), args, { encoding: 'utf8' });
  return { succeeds: status === 0, stdout, output: stdout + stderr };
}

const isFiring = ({ exp_alerts }: AlertTest) => exp_alerts.length > 0;
const isSilent = (test: AlertTest) => !isFiring(test);

/** A rule as it is or changed, and which tests of its alert are run. */
interface Trial {
  change(rule: Rule): Rule;
  kept(test: AlertTest): boolean;
}

const TRIALS = {
  'unchanged, firing': { change: (rule) => rule, kept: isFiring },
  'unchanged, silent': { change: (rule) => rule, kept: isSilent },
  'never fires': { change: (rule) => ({ ...rule, expr: 'vector(1) > 2' }), kept: isFiring },
  'always fires': { change: ({ for: _, ...rule }) => ({ ...rule, expr: 'vector(1)' }), kept: isSilent },
  'does not wait': { change: ({ for: _, ...rule }) => rule, kept: () => true },
  'waits for an hour': { change: (rule) => ({ ...rule, for: '1h' }), kept: () => true },
} satisfies Record<string, Trial>;
type TrialName = keyof typeof TRIALS;
const TRIAL_NAMES = Object.keys(TRIALS) as TrialName[];

const fileOf = (alert: string, trial: TrialName) => `${alert}, ${trial}.test.yml`;

/** Writes the files for a trial: the alert's rule alone, and the tests that are about it. */
function writeTrial(folder: string, rule: Rule, trial: TrialName): void {
  const { change, kept }: Trial = TRIALS[trial];
  const rulesFile = `${rule.alert}, ${trial}.yml`;
  const ofAlert = tests.tests
    .map((test) => ({
      ...test,
      alert_rule_test: test.alert_rule_test.filter((each) => each.alertname === rule.alert && kept(each)),
    }))
    .filter(({ alert_rule_test }) => alert_rule_test.length > 0);
  writeFileSync(join(folder, rulesFile), stringify({ groups: [{ name: 'trial', rules: [change(rule)] }] }));
  writeFileSync(
    join(folder, fileOf(rule.alert, trial)),
    stringify({ ...tests, rule_files: [rulesFile], tests: ofAlert }),
  );
}

/** Whether the tests succeed, by their file. One process runs all trials, since a start takes longer than they do. */
function runTrials(): ReadonlyMap<string, boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'alert-rules-'));
  try {
    for (const rule of alerts) for (const trial of TRIAL_NAMES) writeTrial(folder, rule, trial);
    const files = alerts.flatMap(({ alert }) => TRIAL_NAMES.map((trial) => fileOf(alert, trial)));
    const { stdout } = promtool('test', 'rules', ...files.map((file) => join(folder, file)));
    const results = stdout.matchAll(/^Unit Testing: +(.+)\n( +SUCCESS$)?/gm);
    return new Map([...results].map(([, path = '', success]) => [basename(path), success !== undefined]));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

let results: ReadonlyMap<string, boolean>;
beforeAll(() => {
  results = runTrials();
});

const withPromtool = describe.skipIf(isLeftOut('promtool'));

withPromtool('the rules and the configuration of Prometheus', () => {
  it('are what Prometheus accepts', () => {
    for (const args of [
      ['check', 'rules', join(FOLDER, 'alerts.yml')],
      ['check', 'config', join(FOLDER, 'prometheus.yml')],
    ]) {
      expect(promtool(...args)).toMatchObject({ succeeds: true });
    }
  });

  it('pass their unit tests', () => {
    const { succeeds, output } = promtool('test', 'rules', join(FOLDER, 'alerts.test.yml'));
    expect(succeeds, output).toBe(true);
  });

  it('have no test of an alert that does not exist', () => {
    const names = alerts.map(({ alert }) => alert);
    expect(alertTests.filter(({ alertname }) => !names.includes(alertname))).toEqual([]);
  });
});

withPromtool.each(alerts)('the unit tests of $alert', ({ alert }) => {
  const succeeds = (trial: TrialName) => results.get(fileOf(alert, trial));

  it('have one in which it fires, and one in which it does not', () => {
    const own = alertTests.filter(({ alertname }) => alertname === alert);
    expect([own.some(isFiring), own.some(isSilent)]).toEqual([true, true]);
  });

  it('fail if it never fires, and if it always does', () => {
    expect(succeeds('unchanged, firing')).toBe(true);
    expect(succeeds('unchanged, silent')).toBe(true);
    expect(succeeds('never fires')).toBe(false);
    expect(succeeds('always fires')).toBe(false);
  });
});

withPromtool.each(alerts.filter((rule) => rule.for))('the unit tests of $alert', ({ alert }) => {
  it('fail if it does not wait, or waits for an hour', () => {
    expect(results.get(fileOf(alert, 'does not wait'))).toBe(false);
    expect(results.get(fileOf(alert, 'waits for an hour'))).toBe(false);
  });
});
