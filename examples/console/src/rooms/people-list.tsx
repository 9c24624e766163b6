import { type ReactNode, useCallback, useLayoutEffect, useRef, useState } from 'react';
import { useWords } from '../words/languages.js';
import type { Person } from './use-rooms.js';

/** As in the style sheet. */
export const ROW_PX = 48;
/** Up to here every row is drawn, so that the browser's own search finds everybody. */
const DRAW_ALL = 100;
/** So many rows are drawn above and below those that are visible. */
const BEYOND = 8;

interface PeopleListProps {
  people: readonly Person[];
  children: (person: Person, position: number) => ReactNode;
  /** After the people. */
  end: ReactNode;
}

/** The people in a room, in a list that scrolls. Of many people only the visible ones are drawn. */
export function PeopleList({ people, children, end }: PeopleListProps) {
  const { rooms } = useWords();
  const list = useRef<HTMLUListElement>(null);
  const [seen, setSeen] = useState({ first: 0, count: DRAW_ALL });

  const look = useCallback(() => {
    if (!list.current) return;
    const { scrollTop, clientHeight } = list.current;
    setSeen((before) => {
      const first = Math.floor(scrollTop / ROW_PX);
      const count = Math.ceil(clientHeight / ROW_PX) + 1;
      return before.first === first && before.count === count ? before : { first, count };
    });
  }, []);
  useLayoutEffect(() => {
    look();
    const watcher = new ResizeObserver(look);
    if (list.current) watcher.observe(list.current);
    return () => watcher.disconnect();
  }, [look]);

  const all = people.length <= DRAW_ALL;
  const from = all ? 0 : Math.max(0, Math.min(seen.first, people.length) - BEYOND);
  const to = all ? people.length : Math.min(people.length, seen.first + seen.count + BEYOND);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so whoever has no mouse must be able to focus it
    <ul className="people" ref={list} tabIndex={0} aria-label={rooms.people} onScroll={look}>
      {from > 0 && <li aria-hidden="true" style={{ height: from * ROW_PX }} />}
      {people.slice(from, to).map((person, index) => children(person, from + index + 1))}
      {to < people.length && <li aria-hidden="true" style={{ height: (people.length - to) * ROW_PX }} />}
      {end}
    </ul>
  );
}
