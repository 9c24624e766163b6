import { z } from 'zod';

/** The longest time that a fault holds a callback back. Later, the vendor would not send it any more. */
export const LONGEST_HOLD_MS = 60_000;

const target = {
  /** Limits the fault to callbacks of this `EventType`. Absent: any. */
  eventType: z.int().optional(),
  /** Limits the fault to callbacks about this user. Absent: any. */
  userId: z.string().optional(),
  /** How many callbacks the fault applies to. 1 by default. */
  times: z.int().min(1).max(1_000_000).default(1),
};
const delayMs = z.int().min(0).max(LONGEST_HOLD_MS);

/** How callbacks go astray on demand. A fault meets the next `times` events. Faults apply in the order of injection. */
export const callbackFaultSchema = z.discriminatedUnion('kind', [
  /** The callback is sent, and then again `copies` times: at once or later, with the same body or a new `CallbackTs`. */
  z.strictObject({
    ...target,
    kind: z.literal('repeat'),
    copies: z.int().min(1).max(10).default(1),
    delayMs: delayMs.default(0),
    newCallbackTs: z.boolean().default(false),
  }),
  /** The callback is sent late. */
  z.strictObject({ ...target, kind: z.literal('delay'), delayMs }),
  /** The callback is never sent. */
  z.strictObject({ ...target, kind: z.literal('lose') }),
  /** The callback is sent after the next `behind` callbacks, or after a minute if there are fewer. */
  z.strictObject({
    ...target,
    kind: z.literal('reorder'),
    behind: z.int().min(1).max(1000).default(1),
  }),
]);

/** A fault to inject. */
export type CallbackFaultInput = z.input<typeof callbackFaultSchema>;
export type CallbackFault = z.output<typeof callbackFaultSchema>;

export function meets(fault: CallbackFault, event: { type: number; userId?: string }): boolean {
  const { eventType = event.type, userId = event.userId } = fault;
  return eventType === event.type && userId === event.userId;
}
