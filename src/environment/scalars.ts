import { z } from 'zod';
import { Secret } from '../values/secret.js';

const INT32_MAX = 2 ** 31 - 1;

/** A whole number from `min` to `max`. */
export const integer = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,15}$/, `must be a whole number from ${min} to ${max}`)
    .transform(Number)
    .refine((value) => value >= min && value <= max, `must be a whole number from ${min} to ${max}`);

export const port = integer(0, 65535);

export const flag = z
  .enum(['true', 'false', '1', '0', 'on', 'off'], 'must be true or false')
  .transform((value) => value === 'true' || value === '1' || value === 'on');

/** At least one 32-bit id. */
export const int32List = z.string().transform((text, context): [number, ...number[]] => {
  const ids = text.split(',').map((part) => part.trim());
  const valid = ids.every((id) => /^[1-9]\d{0,9}$/.test(id) && Number(id) <= INT32_MAX);
  if (!valid) context.addIssue(`must be whole numbers from 1 to ${INT32_MAX}, separated by commas`);
  return ids.map(Number) as [number, ...number[]];
});

/** Text that goes into an HTTP header. With anything but visible ASCII in it, every call would fail. */
export const headerText = z
  .string()
  .regex(/^[\x21-\x7e]+$/, 'must be visible ASCII characters without spaces');

/** A secret that goes into an HTTP header, or signs one. */
export const headerSecret = headerText.transform((value) => new Secret(value));
