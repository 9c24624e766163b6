import type { z } from 'zod';
import type { EmulatorServer } from './emulator-server.js';

/** What has to be known of a vendor's emulator to run it, alone or in the sandbox. */
export interface VendorEmulator<Config, Emulator extends EmulatorServer<never>> {
  /** For people. */
  title: string;
  /** What it holds when it starts, for people. */
  holds: string;
  /** The gateway's own variables for the vendor, and the emulator's port. */
  variables: z.ZodObject;
  /** Values for the variables that the environment does not name. The sandbox's gateway uses them too. */
  sandboxValues: Readonly<Record<string, string>>;
  /** The gateway's variable for the vendor's address. */
  endpointVariable: string;
  /** The variable for the emulator's own port. */
  portVariable: string;
  /** `values`: of the variables. */
  config(values: never): Config;
  /** Variables with which a gateway takes what the emulator sends it. Absent: it sends nothing. */
  gatewayValues?(config: Config): Readonly<Record<string, string>>;
  /** The applications that it knows. */
  applicationIds(config: Config): readonly number[];
  /** Starts it with what it holds. `reset` comes back to that. */
  start(config: Config): Promise<Emulator>;
}
