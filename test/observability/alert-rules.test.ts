import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';

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

let copies: string;
beforeAll(() => {
  copies = mkdtempSync(join(tmpdir(), 'alert-rules-'));
});
afterAll(() => rmSync(copies, { recursive: true }));

function promtool(...args: string[]): { succeeds: boolean; output: string } {
  const { status, stdout, stderr, error } = spawnSync('promtool', args, { encoding: 'utf8' });
  if (error) throw new Error('promtool is needed: apt-get install prometheus', { cause: error });
  return { succeeds: status === 0, output: stdout + stderr };
}

/** Whether the tests of an alert that are `kept` succeed with a changed rule. */
function succeedsWith(
  name: string,
  change: (rule: Rule) => Rule,
  kept: (test: AlertTest) => boolean,
): boolean {
  const groups = rules.groups.map((group) => ({
    ...group,
    rules: group.rules.map((rule) => (rule.alert === name ? change(rule) : rule)),
  }));
  const ofAlert = tests.tests.map((test) => ({
    ...test,
    alert_rule_test: test.alert_rule_test.filter((each) => each.alertname === name && kept(each)),
  }));
  writeFileSync(join(copies, 'alerts.yml'), stringify({ groups }));
  writeFileSync(join(copies, 'alerts.test.yml'), stringify({ ...tests, tests: ofAlert }));
  return promtool('test', 'rules', join(copies, 'alerts.test.yml')).succeeds;
}

const isFiring = ({ exp_alerts }: AlertTest) => exp_alerts.length > 0;
const isSilent = (test: AlertTest) => !isFiring(test);

describe('the rules and the configuration of Prometheus', () => {
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

describe.each(alerts)('the unit tests of $alert', ({ alert, for: duration }) => {
  it('have one in which it fires, and one in which it does not', () => {
    const own = alertTests.filter(({ alertname }) => alertname === alert);
    expect([own.some(isFiring), own.some(isSilent)]).toEqual([true, true]);
  });

  it('fail if it never fires, and if it always does', () => {
    expect(succeedsWith(alert, (rule) => rule, isFiring)).toBe(true);
    expect(succeedsWith(alert, (rule) => rule, isSilent)).toBe(true);
    expect(succeedsWith(alert, (rule) => ({ ...rule, expr: 'vector(1) > 2' }), isFiring)).toBe(false);
    const always = ({ for: _, ...rule }: Rule) => ({ ...rule, expr: 'vector(1)' });
    expect(succeedsWith(alert, always, isSilent)).toBe(false);
  });

  it.runIf(duration)('fail if it does not wait, or waits for an hour', () => {
    const withoutWait = ({ for: _, ...rule }: Rule) => rule;
    expect(succeedsWith(alert, withoutWait, () => true)).toBe(false);
    expect(
      succeedsWith(
        alert,
        (rule) => ({ ...rule, for: '1h' }),
        () => true,
      ),
    ).toBe(false);
  });
});
