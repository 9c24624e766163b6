import type { FastifyBaseLogger } from 'fastify';
import type { GatewayConfig } from './config/gateway.js';
import type { SecretTakers } from './config/secret-parts.js';
import { SecretFiles } from './environment/secret-files.js';
import type { TokenVerifier } from './identity/token-verifier.js';
import type { OpenJournal } from './journal/open-journal.js';
import type { Clock } from './time/clock.js';
import type { ConnectedVendor } from './vendors/calling/connected-vendor.js';
import { type ConnectedVendors, VENDOR_NAMES, VENDORS } from './vendors/vendors.js';

/** Passes secrets that are replaced while the gateway runs to what uses them. */
export class ReplacedSecrets {
  readonly #files: SecretFiles;
  readonly #variables: readonly string[];
  #takers: SecretTakers = {};

  constructor({ secrets }: GatewayConfig, clock: Clock, log: FastifyBaseLogger) {
    this.#variables = secrets.files.map(({ variable }) => variable);
    this.#files = new SecretFiles(secrets.files, {
      clock,
      log,
      take: (readings, changed) => secrets.take(readings, changed, this.#takers),
    });
  }

  /** A function that reads these variables' files again. Undefined if none of them has a file. */
  rereaderOf(variables: readonly string[]): (() => Promise<void>) | undefined {
    const hasFile = this.#variables.some((variable) => variables.includes(variable));
    return hasFile ? () => this.#files.reread() : undefined;
  }

  /** From now on, these get the new secrets. */
  start(verifier: TokenVerifier, journal: OpenJournal, vendors: ConnectedVendors): void {
    this.#takers = {
      ...Object.fromEntries(VENDOR_NAMES.map((name) => [VENDORS[name].configuredAs, takerOf(vendors[name])])),
      auth: (auth) => {
        verifier.renew(auth);
        return undefined;
      },
      journal: (config) => journal.renew(config),
    };
    this.#files.start();
  }

  reread(): Promise<void> {
    return this.#files.reread();
  }

  async close(): Promise<void> {
    this.#files.close();
  }
}

function takerOf(vendor: ConnectedVendor | undefined) {
  // The settings are of the same vendor, which the compiler cannot see.
  return (settings: unknown): undefined => {
    vendor?.renew(settings as never);
  };
}
