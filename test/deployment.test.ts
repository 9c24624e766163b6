import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, normalize } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import packageJson from '../package.json' with { type: 'json' };
import { type GatewayConfig, readGatewayConfig, variableNames } from '../src/config/gateway.js';
import { nodeArgsOf } from './npm-scripts.js';
import { startTestSandbox } from './sandbox-gateway.js';

const read = (file: string) => readFileSync(file, 'utf8');

/** Every file below a folder. */
function filesIn(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
}

/** The parts of a Kubernetes object that the tests read. */
interface Manifest {
  kind: string;
  metadata: { name: string };
  data?: Record<string, string>;
  stringData?: Record<string, string>;
  // biome-ignore lint/suspicious/noExplicitAny: whatever a kind has
  spec?: any;
}

const KUBERNETES = 'deploy/kubernetes';
const manifests = new Map<string, Manifest>(
  readdirSync(KUBERNETES).map((file) => [file, parse(read(join(KUBERNETES, file)))]),
);

function manifest(kind: string): Manifest {
  const found = [...manifests.values()].filter((object) => object.kind === kind);
  if (found.length !== 1 || !found[0]) throw new Error(`${found.length} manifests are of the kind ${kind}`);
  return found[0];
}

/** Any value that a variable's secret could have. */
const SECRETS: Readonly<Record<string, string>> = {
  DATABASE_URL: 'postgres://gateway@postgres/gateway',
  AUTH_JWT_SECRET: 'a secret for tests, of 32 bytes or more',
};

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'deployment-'));
});
afterAll(() => rmSync(directory, { recursive: true }));

/** The configuration that a gateway reads from `environment`, with files in the named places. */
function configOf(environment: Readonly<Record<string, string>>): GatewayConfig {
  const entries = Object.entries(environment).map(([name, value]) => {
    if (!name.endsWith('_FILE')) return [name, value];
    const file = join(directory, name);
    writeFileSync(file, `${SECRETS[name.slice(0, -'_FILE'.length)] ?? 'secret'}\n`);
    return [name, file];
  });
  return readGatewayConfig(Object.fromEntries(entries));
}

describe('the Kubernetes manifests', () => {
  const pod = manifest('Deployment').spec.template.spec;
  const [container] = pod.containers;
  const environment = manifest('ConfigMap').data ?? {};

  it('give the gateway a valid configuration without unknown variables', () => {
    expect(Object.keys(environment).filter((name) => !variableNames().includes(name))).toEqual([]);
    const config = configOf(environment);
    expect(config).toMatchObject({ host: '0.0.0.0', journal: { kind: 'postgres' } });
    expect(config.trtc).toBeDefined();
    expect(config.volcengine).toBeDefined();
    expect(container.envFrom).toEqual([{ configMapRef: { name: manifest('ConfigMap').metadata.name } }]);
  });

  it('mount each file that the configuration names', () => {
    const secret = manifest('Secret');
    expect(pod.volumes[0].secret.secretName).toBe(secret.metadata.name);
    const [{ mountPath }] = container.volumeMounts;
    const files = Object.entries(environment).filter(([name]) => name.endsWith('_FILE'));
    expect(files.map(([, file]) => file).sort()).toEqual(
      Object.keys(secret.stringData ?? {})
        .map((key) => `${mountPath}/${key}`)
        .sort(),
    );
  });

  it('give the gateway enough time to shut down', () => {
    const { vendorCalls } = configOf(environment);
    const preStopSeconds = Number(container.lifecycle.preStop.exec.command[1]);
    const requestSeconds = 30;
    const journalSeconds = 5;
    const tracesSeconds = 2;
    const needed =
      preStopSeconds + requestSeconds + vendorCalls.deadlineMs / 1000 + journalSeconds + tracesSeconds;
    expect(pod.terminationGracePeriodSeconds).toBeGreaterThan(needed);
  });

  it('name the ports that the gateway listens on', () => {
    const { port, metricsPort } = configOf(environment);
    const ports = Object.fromEntries(
      container.ports.map(({ name, containerPort }: { name: string; containerPort: number }) => [
        name,
        containerPort,
      ]),
    );
    expect(ports).toEqual({ http: port, metrics: metricsPort });
    const { annotations } = manifest('Deployment').spec.template.metadata;
    expect(annotations['prometheus.io/port']).toBe(String(metricsPort));
    // The public service has no port for metrics.
    expect(
      manifest('Service').spec.ports.map(({ targetPort }: { targetPort: string }) => targetPort),
    ).toEqual(['http']);
    const { ingress } = manifest('NetworkPolicy').spec;
    const opened = ingress.flatMap(({ ports }: { ports: { port: number }[] }) =>
      ports.map(({ port }) => port),
    );
    expect(opened).toEqual([port, metricsPort]);
  });

  it('probe paths that the gateway serves', async () => {
    const probes = [container.startupProbe, container.livenessProbe, container.readinessProbe];
    const sandbox = await startTestSandbox();
    const statuses = await Promise.all(
      probes.map(async ({ httpGet }) => (await fetch(`${sandbox.url}${httpGet.path}`)).status),
    );
    await sandbox.close();
    expect(statuses).toEqual([200, 200, 200]);
    expect(probes.map(({ httpGet }) => httpGet.port)).toEqual(['http', 'http', 'http']);
    expect(container.readinessProbe.httpGet.path).toBe('/readyz');
  });

  it('select the same pods everywhere, and keep one of two running', () => {
    const labels = manifest('Deployment').spec.template.metadata.labels;
    expect(manifest('Deployment').spec.selector.matchLabels).toEqual(labels);
    expect(manifest('Service').spec.selector).toEqual(labels);
    expect(manifest('PodDisruptionBudget').spec.selector.matchLabels).toEqual(labels);
    expect(manifest('NetworkPolicy').spec.podSelector.matchLabels).toEqual(labels);
    expect(manifest('Deployment').spec.replicas).toBeGreaterThan(
      manifest('PodDisruptionBudget').spec.minAvailable,
    );
  });

  it('give the gateway no rights that it does not need', () => {
    expect(pod.securityContext).toMatchObject({
      runAsNonRoot: true,
      seccompProfile: { type: 'RuntimeDefault' },
    });
    expect(container.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
    expect(pod.automountServiceAccountToken).toBe(false);
    expect(container.resources.limits.memory).toBeDefined();
  });

  it('are all listed in the kustomization, except the secret', () => {
    const { resources } = parse(read(join(KUBERNETES, 'kustomization.yaml')));
    const others = [...manifests.keys()].filter(
      (file) => !/^(kustomization|secret\.example)\.yaml$/.test(file),
    );
    expect(resources.toSorted()).toEqual(others.toSorted());
  });
});

describe('compose.yml', () => {
  const compose = parse(read('compose.yml'));
  const { gateway, postgres, prometheus, grafana } = compose.services;
  const prometheusConfig = parse(read('ops/prometheus/prometheus.yml'));

  it('gives the gateway a valid configuration without unknown variables', () => {
    const environment = { ...gateway.environment, TRTC_SDK_APP_IDS: '1', VOLC_APP_IDS: '2' };
    expect(Object.keys(environment).filter((name) => !variableNames().includes(name))).toEqual([]);
    expect(configOf(environment)).toMatchObject({ host: '0.0.0.0', journal: { kind: 'postgres' } });
    for (const name of ['TRTC_SDK_APP_IDS', 'VOLC_APP_IDS']) {
      expect(gateway.environment[name]).toContain(`\${${name}:?`);
    }
  });

  it('has a secret for each file that a service reads', () => {
    for (const { environment = {}, secrets = [] } of [gateway, postgres, grafana]) {
      const files = Object.entries<string>(environment).filter(([name]) => name.endsWith('_FILE'));
      expect(files.map(([, file]) => file).sort()).toEqual(
        secrets.map((name: string) => `/run/secrets/${name}`).sort(),
      );
      for (const name of secrets) expect(compose.secrets[name]?.file).toBe(`./deploy/secrets/${name}`);
    }
  });

  it('starts two gateways after their database, and gives them time to shut down', () => {
    expect(gateway.deploy.replicas).toBe(2);
    expect(gateway.depends_on).toEqual({ postgres: { condition: 'service_healthy' } });
    expect(postgres.healthcheck.test[0]).toBe('CMD');
    expect(Number.parseInt(gateway.stop_grace_period, 10) * 1000).toBeGreaterThan(
      Number(gateway.environment.VENDOR_DEADLINE_MS) + 5_000 + 2_000 + 30_000,
    );
    expect(gateway).toMatchObject({ read_only: true, cap_drop: ['ALL'] });
  });

  it('opens ports on this machine only', () => {
    for (const { ports = [] } of [gateway, postgres, prometheus, grafana]) {
      for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:/);
    }
    expect(gateway.ports).toEqual([`127.0.0.1:4000-4001:${gateway.environment.PORT}`]);
  });

  it('connects Prometheus to the gateways, and Grafana to Prometheus and the dashboard', () => {
    const [job] = prometheusConfig.scrape_configs;
    expect(job.dns_sd_configs).toEqual([
      { names: ['gateway'], type: 'A', port: Number(gateway.environment.METRICS_PORT) },
    ]);
    expect(prometheus.volumes).toContain('./ops/prometheus:/etc/prometheus:ro');
    for (const file of prometheusConfig.rule_files) statSync(join('ops/prometheus', file));

    const provisioning = 'ops/grafana/provisioning';
    const [source] = parse(read(`${provisioning}/datasources/prometheus.yml`)).datasources;
    expect(source.url).toBe('http://prometheus:9090');
    const [provider] = parse(read(`${provisioning}/dashboards/dashboards.yml`)).providers;
    expect(grafana.volumes).toContain(`./ops/grafana/dashboards:${provider.options.path}:ro`);
    expect(grafana.volumes).toContain(`./${provisioning}:/etc/grafana/provisioning:ro`);
    const dashboard = JSON.parse(read('ops/grafana/dashboards/moderation-gateway.json'));
    const sources = new Set(
      dashboard.panels.flatMap(({ datasource }: { datasource?: { uid: string } }) => datasource?.uid ?? []),
    );
    expect([...sources]).toEqual([source.uid]);
  });

  it('is a single YAML document, as are the other files', () => {
    const others = [...filesIn('deploy'), ...filesIn('ops')].filter((file) => /\.ya?ml$/.test(file));
    const files = ['compose.yml', ...others];
    expect(files.length).toBeGreaterThan(10);
    for (const file of files) {
      const documents = parseAllDocuments(read(file), { uniqueKeys: true });
      expect(documents).toHaveLength(1);
      expect(documents.flatMap(({ errors, warnings }) => [...errors, ...warnings])).toEqual([]);
    }
  });
});

describe('the Dockerfile', () => {
  /** The instructions with their arguments. Lines that end with a backslash are joined. */
  const instructions = read('Dockerfile')
    .replaceAll(/^#.*\n/gm, '')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const [, name = '', rest = ''] = /^(\w+) (.*)$/.exec(line) ?? [];
      return { name, rest };
    });
  const last = instructions.slice(instructions.findLastIndex(({ name }) => name === 'FROM'));
  const of = (name: string) =>
    last.filter((instruction) => instruction.name === name).map(({ rest }) => rest);
  /** Whether the ignore file includes a path. */
  const admitted = (path: string) =>
    read('.dockerignore')
      .split('\n')
      .filter((line) => line.startsWith('!'))
      .map((line) => line.slice(1).replaceAll('.', '\\.').replaceAll('*', '.*'))
      .some((pattern) => new RegExp(`^${pattern}$`).test(path.split('/')[0] ?? ''));

  it('builds and runs with the Node version of .nvmrc', () => {
    const major = read('.nvmrc').trim();
    const bases = instructions.filter(({ name }) => name === 'FROM').map(({ rest }) => rest);
    expect(bases).toEqual([`node:${major}-bookworm-slim AS build`, `node:${major}-bookworm-slim`]);
  });

  it('runs existing npm scripts, and includes the files that they read', () => {
    const runs = instructions.filter(({ name }) => name === 'RUN').map(({ rest }) => rest);
    expect(runs).toContain('npm ci');
    expect(runs).toContain('npm run build');
    const { scripts } = packageJson;
    const builds = Object.entries(scripts).filter(([name]) => /^build(:|$)/.test(name));
    const read = builds.flatMap(([, command]) => command.match(/[\w./-]+\.(json|ts)\b/g) ?? []);
    expect(read).toContain('rolldown.config.ts');
    for (const file of read) expect(admitted(file)).toBe(true);
  });

  it('copies only files that the ignore file includes', () => {
    const copied = instructions
      .filter(({ name, rest }) => name === 'COPY' && !rest.startsWith('--from'))
      .flatMap(({ rest }) => rest.split(' ').slice(0, -1));
    for (const source of copied.filter((path) => path !== '.')) {
      statSync(source);
      expect(admitted(source)).toBe(true);
    }
    expect(read('.dockerignore')).toContain('**/node_modules');
  });

  it('starts as an unprivileged user, and signals reach the gateway', () => {
    const args = nodeArgsOf('start');
    expect(of('USER')).toEqual(['1000:1000']);
    expect(JSON.parse(of('CMD')[0] ?? '')).toEqual(['node', ...args.slice(0, -1), `/app/${args.at(-1)}`]);
    expect(of('STOPSIGNAL')).toEqual(['SIGTERM']);
    expect(of('HEALTHCHECK')[0]).toMatch(/CMD \["node", "-e", ".*\/healthz/);
    expect(JSON.parse(of('HEALTHCHECK')[0]?.replace(/^.* CMD /, '') ?? '')).toHaveLength(3);
  });

  it('puts the default journal on its volume', () => {
    const { journal } = readGatewayConfig({
      AUTH_JWT_SECRET: SECRETS.AUTH_JWT_SECRET,
      TRTC_SECRET_ID: 'x',
      TRTC_SECRET_KEY: 'x',
      TRTC_SDK_APP_IDS: '1',
    });
    const file = journal.kind === 'sqlite' ? join(of('WORKDIR')[0] ?? '', journal.file) : '';
    expect(of('VOLUME')).toEqual([dirname(normalize(file))]);
  });
});
