import { z } from 'zod';
import { Secret } from '../../../values/secret.js';

/** The keys of each application. While a key is being changed, there are two. */
export type CallbackKeys = ReadonlyMap<number, readonly Secret[]>;

const INT32_MAX = 2 ** 31 - 1;
const MAX_KEYS = 2;
/** The vendor's console takes keys of this form. */
const PAIR = /^([1-9]\d{0,9}):([A-Za-z0-9]{1,32})$/;

/** Pairs `application:key`, separated by commas. */
export const callbackKeys = z.string().transform((text, context): CallbackKeys => {
  const keys = new Map<number, Secret[]>();
  for (const part of text.split(',')) {
    const [, id = '', key = ''] = PAIR.exec(part.trim()) ?? [];
    const applicationId = Number(id);
    if (id === '' || applicationId > INT32_MAX) {
      context.addIssue(
        'must be pairs such as 1400188366:key, separated by commas, with keys of 1 to 32 letters and digits',
      );
      return z.NEVER;
    }
    const ofApplication = keys.get(applicationId) ?? [];
    if (ofApplication.length === MAX_KEYS) {
      context.addIssue(`must have at most ${MAX_KEYS} keys for an application`);
      return z.NEVER;
    }
    keys.set(applicationId, [...ofApplication, new Secret(key)]);
  }
  return keys;
});
