import { instructionColumns } from './media-columns.js';
import { type KnownRow, PERSON_COLUMNS } from './media-queries.js';
import type { InstructionRow, PersonRow } from './person-media.js';

const INSTRUCTION_NAMES = Object.keys(instructionColumns(null, 'sqlite'));

/** Reads what the database told of a person. */
export function knownIn({ known }: KnownRow): { person: PersonRow; rows: InstructionRow[] } {
  const values: unknown[] = JSON.parse(known);
  // PostgreSQL gives null for no instruction.
  const rows = (values.at(-1) ?? []) as unknown[][];
  return {
    person: named<PersonRow>(PERSON_COLUMNS, values),
    rows: rows.map((row) => named<InstructionRow>(INSTRUCTION_NAMES, row)),
  };
}

function named<Row>(names: readonly string[], values: readonly unknown[]): Row {
  const row: Record<string, unknown> = {};
  for (const [index, name] of names.entries()) row[name] = values[index];
  return row as Row;
}
