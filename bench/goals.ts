/**
 * What the sections have to reach. A section returns its goals with the figures that it has measured, and
 * `npm run bench` makes one table of all.
 *
 * ```ts
 * goal('CPU, the gateway / floor', atMost(ratio, 3))
 * goal('20/s used under overload', atLeast(percent, 95.5, '%'), none(refused, 'refused'))
 * ```
 */
import { table } from './table.js';

/** A figure beside what it has to reach. */
export interface Goal {
  /** What is measured, in one line. */
  figure: string;
  measured: string;
  reach: string;
  met: boolean;
}

/** What a section has measured. */
export interface SectionReport {
  /** Markdown, without a heading. */
  text: string;
  /** Empty for a section that only shows. */
  goals: readonly Goal[];
}

/** A measured value beside its bound, as text. */
type Bound = Omit<Goal, 'figure'>;

/** A goal is met if all its bounds are kept. */
export function goal(figure: string, ...bounds: readonly [Bound, ...Bound[]]): Goal {
  return {
    figure,
    measured: bounds.map(({ measured }) => measured).join(', '),
    reach: bounds.map(({ reach }) => reach).join(', '),
    met: bounds.every(({ met }) => met),
  };
}

/** `unit` follows the number: `ms`. */
export function atLeast(value: number, bound: number, unit = ''): Bound {
  const isKept = (shown: number) => shown >= bound;
  return {
    measured: withUnit(shown(value, isKept), unit),
    reach: withUnit(`≥ ${bound}`, unit),
    met: isKept(value),
  };
}

/** `unit` follows the number: `ms`. */
export function atMost(value: number, bound: number, unit = ''): Bound {
  const isKept = (shown: number) => shown <= bound;
  return {
    measured: withUnit(shown(value, isKept), unit),
    reach: withUnit(`≤ ${bound}`, unit),
    met: isKept(value),
  };
}

/** There must be no `things`: `0 refused`. */
export function none(count: number, things: string): Bound {
  return { measured: `${count} ${things}`, reach: `0 ${things}`, met: count === 0 };
}

function withUnit(number: string, unit: string): string {
  return unit === '' ? number : `${number} ${unit}`;
}

/** At least three digits, and as many as it takes for the text to be on the same side of the bound as the value. */
function shown(value: number, isKept: (value: number) => boolean): string {
  const least = Number.isInteger(value) || Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  for (let digits = least; digits < 20; digits++) {
    const text = value.toFixed(digits);
    if (isKept(Number(text)) === isKept(value)) return text;
  }
  return `${value}`;
}

/** One row of the table of all goals. */
export interface GoalRow extends Goal {
  section: string;
  /** The day of the measurement: `2026-11-22`. Empty if the section was not measured. */
  on: string;
}

const HEAD = ['section', 'figure', 'measured', 'to reach', 'met', 'on'];
const [MET, MISSED] = ['yes', '**no**'];

/** The rows of a section that was measured `on` a day. */
export function goalRows(section: string, goals: readonly Goal[], on: string): GoalRow[] {
  return goals.map((goal) => ({ section, ...goal, on }));
}

export function goalsTable(rows: readonly GoalRow[]): string {
  return table(
    HEAD,
    rows.map(({ section, figure, measured, reach, met, on }) => [
      section,
      figure,
      measured,
      reach,
      on === '' ? '' : met ? MET : MISSED,
      on,
    ]),
  );
}

/** Reads the measured rows of what `goalsTable` has written. */
export function readGoalsTable(text: string): GoalRow[] {
  const [, , ...lines] = text.split('\n').filter((line) => line.startsWith('| '));
  const rows = lines.map((line) => {
    const [section = '', figure = '', measured = '', reach = '', met = '', on = ''] = cellsOf(line);
    return { section, figure, measured, reach, met: met === MET, on };
  });
  return rows.filter(({ on }) => on !== '');
}

function cellsOf(line: string): string[] {
  return line
    .slice(1, line.lastIndexOf('|'))
    .split('|')
    .map((cell) => cell.trim());
}

/** A row that says that a section has goals and no figures yet. */
export function notMeasured(section: string): GoalRow {
  return { section, figure: 'not measured', measured: '', reach: '', met: false, on: '' };
}

/** How many of the measured goals are met: `12 of 14 goals are met.` */
export function goalsSummary(rows: readonly GoalRow[]): string {
  const measured = rows.filter(({ on }) => on !== '');
  return `${measured.filter(({ met }) => met).length} of ${measured.length} goals are met.`;
}
