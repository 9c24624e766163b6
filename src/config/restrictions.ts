import { integer } from '../environment/scalars.js';
import type { VariableGroup } from '../environment/variable-group.js';

export interface RestrictionLimits {
  /** The longest duration that may be asked for, in seconds. */
  maxSeconds: number;
}

const A_YEAR = 31_536_000;
/** What the schema's Int can hold. */
const INT32_MAX = 2 ** 31 - 1;

const shape = {
  RESTRICTION_MAX_SECONDS: integer(1, INT32_MAX).default(A_YEAR),
};

export const restrictionVariables = {
  shape,
  files: [],
  config: (values) => ({ maxSeconds: values.RESTRICTION_MAX_SECONDS }),
} satisfies VariableGroup<typeof shape, RestrictionLimits>;
