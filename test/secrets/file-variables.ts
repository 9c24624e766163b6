import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { readGatewayConfig } from '../../src/config/gateway.js';
import { fileVariables } from '../../src/config/secret-parts.js';
import { ConfigError } from '../../src/environment/config-error.js';
import { VENDORS } from '../../src/vendors/vendors.js';

type Variables = Readonly<Record<string, string>>;

/** A variable that can be given as a file, and three values that it may have. */
export interface FileVariable {
  variable: string;
  /** Everything else that a gateway needs to use it. */
  environment: Variables;
  values: readonly [string, string, string];
}

const threeTimes = (make: (index: number) => string) => [make(0), make(1), make(2)] as const;
const publicKey = () =>
  generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }).toString().trimEnd();

/** Values of every kind that a secret has. A new kind needs a line. */
const KINDS = [
  threeTimes(() => `canary-${randomBytes(24).toString('hex')}`),
  threeTimes(publicKey),
  threeTimes(() => `1:canary${randomBytes(12).toString('hex')}`),
  threeTimes((index) => `postgres://gateway:canary-password-${index}@127.0.0.1:1/journal`),
];

const required = Object.values(VENDORS).flatMap(({ variables }) => variables.required);
const vendors: Variables = Object.fromEntries(
  required.map((name) => [name, name.endsWith('_IDS') ? '1' : `required-${name}`]),
);
/** One of them must be set, and only one. */
const ENVIRONMENTS: readonly Variables[] = [
  { ...vendors, AUTH_JWT_SECRET: 'a secret for tests, of 32 bytes or more' },
  vendors,
];

function isAccepted(environment: Variables): boolean {
  try {
    readGatewayConfig(environment);
    return true;
  } catch (error) {
    if (error instanceof ConfigError) return false;
    throw error;
  }
}

/** Every variable that can be given as a file, as the configuration declares them. */
export const FILE_VARIABLES: readonly FileVariable[] = fileVariables.map((variable) => {
  for (const environment of ENVIRONMENTS) {
    const { [variable]: _, ...others } = environment;
    const values = KINDS.find((kind) => kind.every((value) => isAccepted({ ...others, [variable]: value })));
    if (values) return { variable, environment: others, values };
  }
  throw new Error(`${variable} accepts none of the KINDS of secrets: add one to this file`);
});
