import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { Metrics } from '../../src/observability/metrics.js';

interface Alert {
  alert: string;
  expr: string;
  for?: string;
  labels: { severity: string };
  annotations: { summary: string };
}

const { groups } = parse(readFileSync('ops/prometheus/alerts.yml', 'utf8')) as {
  groups: { rules: Alert[] }[];
};
const alerts = groups.flatMap(({ rules }) => rules);

interface Panel {
  title: string;
  targets?: { expr: string; legendFormat: string }[];
}

const DASHBOARDS = 'ops/grafana/dashboards';
const panels = readdirSync(DASHBOARDS).flatMap(
  (file) => (JSON.parse(readFileSync(`${DASHBOARDS}/${file}`, 'utf8')) as { panels: Panel[] }).panels,
);

/** The gateway's labels by metric. A histogram's series have their own names. */
async function metricsOfGateway(): Promise<Map<string, readonly string[]>> {
  const metrics = new Map<string, readonly string[]>([['up', []]]);
  const gateway = new Metrics([]);
  gateway.events.showRoster(() => ({ rooms: 0, openRooms: 0, people: 0 }));
  for (const metric of gateway.registry.getMetricsAsArray()) {
    const { name, type, labelNames } = metric as unknown as {
      name: string;
      type: string;
      labelNames: string[];
    };
    if (type !== 'histogram') metrics.set(name, labelNames);
    else {
      for (const part of ['_sum', '_count']) metrics.set(name + part, labelNames);
      metrics.set(`${name}_bucket`, [...labelNames, 'le']);
    }
  }
  return metrics;
}

/** The labels that Prometheus adds to every series. */
const OF_TARGET = ['job', 'instance'];
const WORDS = new Set(['by', 'and', 'or', 'unless', 'on', 'ignoring', 'without']);

/** The metrics that an expression names, each with the labels that it uses. */
function usesOf(expr: string): { metric: string; labels: string[] }[] {
  const grouped = [...expr.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, labels = '']) => labels.split(/, */));
  const rest = expr.replaceAll(/\bby \([^)]*\)/g, '');
  const uses = [...rest.matchAll(/\b([a-z_][a-z0-9_]*)\b(?!\s*\()(?:\{([^}]*)\})?(?:\[[^\]]*\])?/g)];
  const metrics = uses
    .filter(([, name = '']) => name.includes('_') || name === 'up')
    .map(([, metric = '', matchers = '']) => ({
      metric,
      labels: [...matchers.matchAll(/(\w+)\s*(?:=~|!~|!=|=)\s*"/g)].map(([, label = '']) => label),
    }))
    .filter(({ metric }) => !WORDS.has(metric) && !metric.startsWith('__'));
  // Each label of a grouping must belong to a metric of the expression.
  return metrics.map((use) => ({ ...use, labels: [...use.labels, ...grouped] }));
}

const expressions = [
  ...alerts.map(({ alert, expr }) => [alert, expr] as const),
  ...panels.flatMap(({ title, targets = [] }) => targets.map(({ expr }) => [title, expr] as const)),
];

describe('the reader of PromQL expressions', () => {
  it('finds metrics and labels', () => {
    expect(
      usesOf('sum by (a, le) (rate(x_total{b="1",c=~"d|e"}[5m])) / y_count > 0.5 and z_seconds == 1'),
    ).toEqual([
      { metric: 'x_total', labels: ['b', 'c', 'a', 'le'] },
      { metric: 'y_count', labels: ['a', 'le'] },
      { metric: 'z_seconds', labels: ['a', 'le'] },
    ]);
  });
});

describe('the expressions of alerts and dashboards', () => {
  it.each(expressions)('%s: use metrics and labels that the gateway has', async (_name, expr) => {
    const metrics = await metricsOfGateway();
    const uses = usesOf(expr);
    expect(uses.length).toBeGreaterThan(0);
    for (const { metric, labels } of uses) {
      const known = metrics.get(metric);
      expect(known, `${metric} in ${expr}`).toBeDefined();
      expect(labels.filter((label) => !known?.includes(label) && !OF_TARGET.includes(label))).toEqual([]);
    }
  });

  it('use every metric of the gateway’s own', async () => {
    const used = new Set(expressions.flatMap(([, expr]) => usesOf(expr).map(({ metric }) => metric)));
    const families = [...(await metricsOfGateway()).keys()]
      .filter((name) => name.startsWith('gateway_'))
      .map((name) => name.replace(/_(bucket|sum|count)$/, ''));
    const unused = new Set(families.filter((family) => ![...used].some((name) => name.startsWith(family))));
    expect([...unused]).toEqual([]);
  });
});

describe('alerts', () => {
  it('cover every condition that needs an operator', () => {
    expect(alerts.map(({ alert }) => alert)).toEqual(
      expect.arrayContaining([
        'GatewayNotReady',
        'JournalFailing',
        'BreakerOpen',
        'WaitingLineGrowing',
        'UnknownOutcomes',
        'VendorRefusesOverQuota',
        'EventLoopLag',
      ]),
    );
  });

  it.each(alerts.map((alert) => [alert.alert, alert] as const))(
    '%s: has words, and a line in the runbook',
    (name, alert) => {
      expect(alert.labels.severity).toMatch(/^(critical|warning)$/);
      const grouped = /\bby \(([^)]*)\)/.exec(alert.expr)?.[1]?.split(/, */);
      const named = [...alert.annotations.summary.matchAll(/\$labels\.(\w+)/g)].map(([, label]) => label);
      if (grouped) expect(named.filter((label) => !grouped.includes(label ?? ''))).toEqual([]);
      expect(readFileSync('ops/README.md', 'utf8')).toContain(`**${name}**`);
    },
  );

  it('are the alerts that the runbook explains, and no others', () => {
    const lines = [...readFileSync('ops/README.md', 'utf8').matchAll(/^- \*\*(\w+)\*\*/gm)].map(
      ([, name]) => name,
    );
    expect(lines).toEqual(alerts.map(({ alert }) => alert));
  });
});
