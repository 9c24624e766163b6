import { z } from 'zod';
import { ConfigError } from '../environment/config-error.js';
import { type Environment, readEnvironment } from '../environment/environment.js';
import { parseVariables } from '../environment/parse-variables.js';
import { trtcVariables } from '../vendors/trtc/variables.js';
import { volcengineVariables } from '../vendors/volcengine/variables.js';
import {
  TRTC_SANDBOX_VALUES,
  type TrtcEmulatorConfig,
  trtcEmulatorConfig,
  trtcEmulatorVariables,
} from './trtc/variables.js';
import {
  VOLCENGINE_SANDBOX_VALUES,
  type VolcengineEmulatorConfig,
  volcengineEmulatorConfig,
  volcengineEmulatorVariables,
} from './volcengine/variables.js';

export interface EmulatorConfig {
  trtc: TrtcEmulatorConfig;
  volcengine: VolcengineEmulatorConfig;
}

export const SANDBOX_VALUES = { ...TRTC_SANDBOX_VALUES, ...VOLCENGINE_SANDBOX_VALUES };

const variables = z.object({ ...trtcEmulatorVariables.shape, ...volcengineEmulatorVariables.shape });

/**
 * Reads the emulators' configuration. It uses the gateway's own variables, so that one environment serves both sides.
 * Variables that are not set get the sandbox's values. Throws a `ConfigError`.
 */
export function readEmulatorConfig(environment?: Environment): EmulatorConfig {
  const files = [...trtcVariables.files, ...volcengineVariables.files];
  const { env, problems } = readEnvironment(files, environment);
  const { values, problems: malformed } = parseVariables(variables, { ...SANDBOX_VALUES, ...env });
  if (problems.length > 0 || !values) throw new ConfigError([...problems, ...malformed]);
  return { trtc: trtcEmulatorConfig(values), volcengine: volcengineEmulatorConfig(values) };
}
