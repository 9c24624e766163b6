import { useRef, useState } from 'react';
import type { Person } from './use-rooms.js';

export interface Selection {
  /** Those of the selected who are still in the room. */
  people: readonly Person[];
  has(userId: string): boolean;
  /** With `range`, everybody from the last one up to this one. */
  select(userId: string, selected: boolean, range: boolean): void;
  selectAll(): void;
  clear(): void;
}

/** Who is selected. `shown` are the people in the list, in its order. `all` are those in the room. */
export function useSelection(shown: readonly Person[], all: readonly Person[]): Selection {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const last = useRef<string | undefined>(undefined);

  const select = (userId: string, selected: boolean, range: boolean) => {
    const [a, b] = [last.current ?? userId, userId]
      .map((one) => shown.findIndex((person) => person.userId === one))
      .sort((one, other) => one - other);
    last.current = userId;
    const inRange = range && a !== undefined && a >= 0 && b !== undefined ? shown.slice(a, b + 1) : [];
    const touched = [userId, ...inRange.filter(({ left }) => !left).map((person) => person.userId)];
    setIds((before) => {
      const after = new Set(before);
      for (const one of touched) {
        if (selected) after.add(one);
        else after.delete(one);
      }
      return after;
    });
  };

  const people = all.filter(({ userId, left }) => !left && ids.has(userId));
  return {
    people,
    has: (userId) => ids.has(userId),
    select,
    selectAll: () =>
      setIds((before) => {
        const present = shown.filter(({ left }) => !left).map(({ userId }) => userId);
        return new Set([...before, ...present]);
      }),
    clear: () => setIds(new Set()),
  };
}
