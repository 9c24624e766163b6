/// <reference types="vite/types/importMeta.d.ts" />
import 'reflect-metadata';
import { journalName, type Operation } from '../../src/actions/operation.js';
import { LIST, type PlaceKind } from '../../src/actions/places.js';
import { wholeDocument } from '../../src/examples/whole-document.js';
import { OPERATIONS } from '../../src/operations/operations.js';
import type { Sandbox } from '../../src/sandbox/sandbox.js';
import { type GraphqlAnswer, type SendOptions, sendText, type Target } from '../graphql-client.js';
import { type VendorSample, vendorSample } from '../vendors/vendor-samples.js';
import type { OperationSample } from './operation-sample.js';

type AnyInput = Readonly<Record<string, unknown>>;

/** `unsampled`: why the operation has no sample. */
type SampleFile = Sampled | { unsampled: string };

interface Sampled {
  sample: OperationSample<AnyInput>;
  strRoomSample?: OperationSample<AnyInput>;
}

const files = import.meta.glob<SampleFile>('./*/sample.ts', { eager: true });
const documents = Object.values(
  import.meta.glob<string>('../../src/**/*.graphql', { query: '?raw', import: 'default', eager: true }),
);

/** Any field of any member of a mutation's union. */
export type AnyAnswer = Readonly<Record<string, unknown>> & { __typename: string; outcome?: string };

/** An operation, its sample, and what tests do with them. */
export interface SampledOperation extends OperationSample<AnyInput> {
  operation: Operation;
  mutation: string;
  /** The title of tests. Differs from `mutation` for an action in a string room. */
  title: string;
  isInStrRoom: boolean;
  journalName: string;
  /** The input's field for the vendor's application. */
  applicationField: string;
  success: string;
  vendor: VendorSample;
  /** Sends the operation's own document. */
  send(target: Target, input: object, options?: SendOptions): Promise<GraphqlAnswer<unknown>>;
  /** The same, where GraphQL itself finds nothing wrong. */
  answer(target: Target, input: object, options?: SendOptions): Promise<AnyAnswer>;
  /** The members that one request with all of these inputs is answered by. They are carried out one after the other. */
  members(target: Target, inputs: readonly object[], options?: SendOptions): Promise<string[]>;
  /** The apis that the emulator was called by, in order. */
  calls(sandbox: Sandbox): string[];
  /** Takes the emulator to a state in which the input makes a difference, and forgets what was asked of it. */
  fresh(sandbox: Sandbox): void;
}

/**
 * Every operation whose input is about something that need not be on record. One that acts in rooms is here twice. An operation
 * without a file `sample.ts` fails here, and so does such a file without an operation.
 */
export const SAMPLED_OPERATIONS: readonly SampledOperation[] = OPERATIONS.flatMap((operation) => {
  const folder = folderOf(operation);
  const { mutation, place } = operation;
  const file = files[`./${folder}/sample.ts`];
  if (!file) throw new Error(`${mutation} has no sample: write test/operations/${folder}/sample.ts`);
  if ('unsampled' in file) return [];
  const { sample, strRoomSample } = file;
  if (place === LIST) return [sampled(operation, sample, false)];
  if (!strRoomSample) throw new Error(`${mutation} has no strRoomSample`);
  return [sampled(operation, sample, false), sampled(operation, strRoomSample, true)];
});

const folders = OPERATIONS.map(folderOf);
for (const file of Object.keys(files)) {
  const [, folder = ''] = file.split('/');
  if (!folders.includes(folder)) throw new Error(`test/operations/${folder}/sample.ts is of no operation`);
}

/** The field for the vendor's application in every input for this kind of place. */
function applicationFieldOf(place: PlaceKind): string {
  return place === LIST ? 'appId' : 'sdkAppId';
}

function folderOf({ mutation }: Operation): string {
  return mutation.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function sampled(
  operation: Operation,
  sample: OperationSample<AnyInput>,
  isInStrRoom: boolean,
): SampledOperation {
  const { mutation } = operation;
  const name = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}`;
  const document = wholeDocument(name, documents);
  const vendor = vendorSample(operation.vendor);
  const send = (target: Target, input: object, options?: SendOptions) =>
    sendText(target, document, { input }, options);
  return {
    ...sample,
    operation,
    mutation,
    title: isInStrRoom ? `${mutation} in a string room` : mutation,
    isInStrRoom,
    journalName: journalName(operation),
    applicationField: applicationFieldOf(operation.place),
    success: `${name}Success`,
    vendor,
    send,
    async answer(target, input, options) {
      const { status, data, errors } = await send(target, input, options);
      if (status !== 200 || errors) throw new Error(`${status}: ${JSON.stringify(errors)}`);
      return (data as Record<string, AnyAnswer>)[mutation] as AnyAnswer;
    },
    async members(target, inputs, options) {
      const parts = inputs.map((_, index) => ({
        variable: `$input${index}: ${name}Input!`,
        field: `answer${index}: ${mutation}(input: $input${index}) { __typename }`,
      }));
      const [variables, fields] = [
        parts.map(({ variable }) => variable).join(' '),
        parts.map(({ field }) => field).join(' '),
      ];
      const values = Object.fromEntries(inputs.map((input, index) => [`input${index}`, input]));
      const { data, errors } = await sendText(
        target,
        `mutation (${variables}) { ${fields} }`,
        values,
        options,
      );
      if (errors) throw new Error(JSON.stringify(errors));
      const answers = data as Record<string, AnyAnswer>;
      return inputs.map((_, index) => (answers[`answer${index}`] as AnyAnswer).__typename);
    },
    calls: (sandbox) =>
      vendor
        .emulator(sandbox)
        .requests()
        .map(({ action }) => action),
    fresh(sandbox) {
      const emulator = vendor.emulator(sandbox);
      emulator.reset();
      sample.prepare(sandbox, sample.input);
    },
  };
}
