import 'reflect-metadata';
import { type GraphQLNamedType, type GraphQLSchema, getNamedType, isObjectType, isUnionType } from 'graphql';
import { invalidInput } from '../errors/invalid-input.js';
import {
  conflict,
  foreignAnswer,
  interrupted,
  journalUnavailable,
  stillRunning,
  unrecorded,
  userBusy,
} from '../errors/journal-errors.js';
import { InputIssue, type ModerationError } from '../errors/moderation-error.js';
import { ModerationErrorCode } from '../errors/moderation-error-code.enum.js';
import { applicationNotServed, forbidden, vendorOff } from '../errors/refusals.js';
import {
  actionNotFound,
  alreadyUndone,
  effectUnknown,
  entryUnknown,
  notFinished,
  notUndoable,
  restrictionNotFound,
  superseded,
  supersededBefore,
} from '../errors/undo-errors.js';
import { vendorError } from '../errors/vendor-error.js';
import type { Vendor } from '../graphql/vendor.enum.js';
import { OPERATIONS } from '../operations/operations.js';
import { VENDOR_QUERIES } from '../queries/queries.js';
import { buildGatewaySchema } from '../schema.js';
import type { CodeTable } from '../vendors/calling/code-table.js';
import type { ConnectedVendor, Vendor as VendorFolder } from '../vendors/calling/connected-vendor.js';
import { type CodeMeaning, refusedForNow, undecided } from '../vendors/calling/vendor-failure.js';
import { VENDOR_NAMES, VENDORS } from '../vendors/vendors.js';
import { ERROR_WORDING, MAY_HAVE_BEEN_APPLIED } from './error-wording.js';

interface Row {
  /** The vendor's code or the event, in Markdown. */
  cause: string;
  error: ModerationError;
  /** Whether the gateway itself has tried again before it answers. */
  triedAgain: boolean;
}

/** Stands for all codes that no table has. */
const NO_SUCH_CODE = 'NoSuchCode';

/** The text of `docs/errors.md`: the error for each code. Throws if a code of the gateway has no row. */
export function errorsPage(): string {
  const byVendor = VENDOR_NAMES.map(rowsOf);
  const withoutCode = rowsWithoutCode();
  const own = ownRows();
  requireEveryCode([...byVendor.flatMap(({ calls, users }) => [...calls, ...users]), ...withoutCode, ...own]);
  const schema = buildGatewaySchema();

  return `# Errors

<!-- Written by \`npm run fix:docs\` from the gateway's code tables and src/development/error-wording.ts; not for editing. -->

What each refusal becomes, and what to tell a person about it.

- **Try again** is the field \`retryable\`: whether the same request may succeed later. \`retryAfterMs\` says when, if that
  is known. If the gateway has already tried again by itself, another try at once rarely helps.
- **Outcome** \`UNKNOWN\` means that the request may have been applied. Ask a person before you send it again. Any error
  has this outcome when the answer to an earlier attempt of the same call was lost.
- \`InvalidInputError\` has \`issues\`: show each next to its field. \`ForbiddenError\` has \`missingGrant\`.
- A query has no union. It fails with a top-level error, whose \`extensions\` have the fields of the union member. Its
  outcome is always \`NOT_APPLIED\`.
- \`message\` tells a programmer what happened. The wording on this page is for moderators.

${byVendor.map((rows) => vendorSection(rows, schema)).join('\n')}
## Failures of any vendor without a code

${table('What happened', withoutCode)}

## Errors of the gateway itself

The fields \`vendor\` and \`vendorCode\` are null.

${table('What happened', own)}
`;
}

/** Names of the mutations that call the vendor. */
function mutationsOf(vendor: Vendor): string[] {
  return OPERATIONS.filter((operation) => operation.vendor === vendor).map(({ mutation }) => mutation);
}

/** Names of the queries that call the vendor. */
function queriesOf(vendor: Vendor): string[] {
  return VENDOR_QUERIES.filter((query) => query.vendor === vendor).map(({ query }) => query);
}

/** The fields with errors of single users in the answers of the vendor's mutations, as `Type.field`. */
function fieldsWithErrors(schema: GraphQLSchema, vendor: Vendor): string[] {
  const mutations = schema.getMutationType()?.getFields() ?? {};
  const members = mutationsOf(vendor).flatMap((name) => {
    const answer = getNamedType(mutations[name]?.type);
    return isUnionType(answer) ? answer.getTypes() : [];
  });
  return members.flatMap((member) =>
    Object.values(member.getFields())
      .filter(({ type }) => hasError(getNamedType(type)))
      .map((field) => `${member.name}.${field.name}`),
  );
}

function hasError(type: GraphQLNamedType): boolean {
  if (!isObjectType(type)) return false;
  return Object.values(type.getFields()).some((field) => getNamedType(field.type).name === 'ModerationError');
}

function listed(names: readonly string[], type: 'conjunction' | 'disjunction'): string {
  return new Intl.ListFormat('en', { type }).format(names.map((name) => `\`${name}\``));
}

/** The rows of one vendor's codes: those of whole calls, and those of single users. */
interface VendorRows {
  vendor: Vendor;
  calls: readonly Row[];
  users: readonly Row[];
}

function rowsOf(vendor: Vendor): VendorRows {
  const { codes, userCodes }: VendorFolder<never, ConnectedVendor> = VENDORS[vendor];
  return { vendor, calls: tableRows(codes, vendor), users: userCodes ? tableRows(userCodes, vendor) : [] };
}

function tableRows({ documented, meaning, families }: CodeTable, vendor: Vendor): Row[] {
  return [
    ...documented.map((code) => vendorRow(`\`${code}\``, meaning(code), vendor)),
    ...families.map(({ form, example }) => vendorRow(`any other ${form}`, meaning(example), vendor)),
    vendorRow('any other', meaning(NO_SUCH_CODE), vendor),
  ];
}

function vendorSection({ vendor, calls, users }: VendorRows, schema: GraphQLSchema): string {
  const section = `## Codes of ${VENDORS[vendor].title}

${listed([...mutationsOf(vendor), ...queriesOf(vendor)], 'conjunction')} can get these codes. They are in the field \`vendorCode\`.

${table('Vendor code', calls)}
`;
  if (users.length === 0) return section;
  return `${section}
A single user, in ${listed(fieldsWithErrors(schema, vendor), 'disjunction')}, can have these codes:

${table('Vendor code', users)}
`;
}

function rowsWithoutCode(): Row[] {
  return [
    vendorRow('no connection', refusedForNow('vendor-unreachable', 'backing-off')),
    vendorRow('the connection ended before the answer did', undecided('connection-lost', 'backing-off')),
    vendorRow('no answer in time', undecided('timeout', 'backing-off')),
    vendorRow("an answer that is not the vendor's", undecided('answer-unreadable', 'backing-off')),
    vendorRow('an answer of more than 1 MiB', undecided('answer-too-large', 'once')),
    vendorRow(
      "an answer that is not the vendor's, with HTTP status 429",
      refusedForNow('vendor-quota-exceeded', 'backing-off'),
    ),
    vendorRow('the same, with HTTP status 500 or more', undecided('vendor-unavailable', 'backing-off')),
  ];
}

function ownRows(): Row[] {
  return [
    ownRow('a value breaks a rule', invalidInput([new InputIssue('userId', 'TOO_SHORT', '')])),
    ownRow('the token does not grant it', forbidden('rooms')),
    ownRow('the gateway does not serve the application', applicationNotServed('sdkAppId')),
    ownRow('the gateway is not configured for the vendor', vendorOff()),
    vendorRow('no slot within the quota came free in time', refusedForNow('no-slot-in-time', 'never')),
    vendorRow('too many calls are waiting', refusedForNow('line-full', 'never')),
    vendorRow('the vendor has been failing', refusedForNow('vendor-down', 'never')),
    vendorRow('the gateway is shutting down', refusedForNow('shutting-down', 'never')),
    ownRow('another gateway was setting the audio and video of the user until the deadline', userBusy()),
    ownRow('the journal is down', journalUnavailable()),
    ownRow(
      'the journal is down, and the request has an idempotency key',
      journalUnavailable('idempotency-key'),
    ),
    ownRow('the journal went down while the action was being recorded', journalUnavailable('intent')),
    ownRow('the journal went down in the middle', unrecorded()),
    ownRow('the gateway died before anything was sent', interrupted('NOT_APPLIED')),
    ownRow('the gateway died in the middle', interrupted('UNKNOWN')),
    ownRow('the action with this idempotency key is under way', stillRunning()),
    ownRow(
      'the action with this idempotency key was carried out by a newer gateway',
      foreignAnswer('APPLIED'),
    ),
    ownRow('the idempotency key was used for another input', conflict()),
    ownRow('the journal does not have the action that is to be undone', actionNotFound()),
    ownRow('there is no restriction with the id of the one that is to be lifted', restrictionNotFound()),
    ownRow('the action is of a kind that cannot be undone, or changed nothing', notUndoable('')),
    ownRow('the action that is to be undone, or an undo of it, has not finished', notFinished()),
    ownRow('the action was undone before', alreadyUndone()),
    ownRow('nobody knows whether the action that is to be undone was applied', effectUnknown()),
    ownRow(
      'the journal does not certainly know the ext of a user whose removal is to be undone',
      entryUnknown(),
    ),
    ownRow('a newer action stands where an action is to be undone', superseded('')),
    ownRow(
      'newer actions on the same user were sent in the place of a media state that was still waiting',
      supersededBefore(''),
    ),
  ];
}

function vendorRow(cause: string, meaning: CodeMeaning, vendor: Vendor = 'TENCENT_TRTC'): Row {
  return { cause, error: vendorError(meaning, vendor), triedAgain: meaning.retry !== 'never' };
}

function ownRow(cause: string, error: ModerationError): Row {
  return { cause, error, triedAgain: false };
}

function table(firstColumn: string, rows: readonly Row[]): string {
  return [
    `| ${firstColumn} | Union member | \`code\` | What to show | Try again | Outcome |`,
    '|---|---|---|---|---|---|',
    ...rows.map(({ cause, error, triedAgain }) => {
      const { code, outcome, retryable } = error;
      const show =
        outcome === 'UNKNOWN' ? `${ERROR_WORDING[code]} ${MAY_HAVE_BEEN_APPLIED}` : ERROR_WORDING[code];
      const again = retryable ? (triedAgain ? 'later; the gateway has already' : 'later') : 'no';
      return `| ${cause} | \`${error.constructor.name}\` | \`${code}\` | ${show} | ${again} | \`${outcome}\` |`;
    }),
  ].join('\n');
}

function requireEveryCode(rows: readonly Row[]): void {
  const shown = new Set(rows.map(({ error }) => error.code));
  const missing = Object.values(ModerationErrorCode).filter((code) => !shown.has(code));
  if (missing.length > 0) throw new Error(`docs/errors.md has no row for ${missing.join(', ')}`);
}
