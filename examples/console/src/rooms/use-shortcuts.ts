import { type RefObject, useEffect, useRef } from 'react';
import type { Change } from '../media-state.js';
import { ROW_PX } from './people-list.js';

interface Shortcuts {
  /** The part of the page that they belong to. They do nothing while it is hidden. */
  place: RefObject<HTMLElement | null>;
  /** How many rows the list has. */
  rows: number;
  /** `focused` is the person in whose row the focus is. */
  onChange: (change: Change, focused: string | undefined) => void;
}

const CHANGES: Readonly<Record<string, Change>> = {
  m: 'muteAudio',
  M: 'unmuteAudio',
  v: 'muteVideo',
  V: 'unmuteVideo',
};

/** `/` searches, the arrows move through the rows, and M and V mute. Nothing happens while somebody types. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const latest = useRef(shortcuts);
  latest.current = shortcuts;
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event, latest.current);
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, []);
}

function onKey(event: KeyboardEvent, { place, rows, onChange }: Shortcuts): void {
  const { key, ctrlKey, metaKey, altKey, repeat } = event;
  const { current: root } = place;
  if (
    ctrlKey ||
    metaKey ||
    altKey ||
    !root ||
    root.closest('[hidden]') ||
    document.querySelector('dialog[open]')
  )
    return;
  const search = root.closest('section')?.querySelector<HTMLInputElement>('input[type=search]');
  const { activeElement: focused } = document;
  const typing = isTextField(focused);
  const fromSearch = focused === search && key === 'ArrowDown';
  if (typing && !fromSearch) return;
  const change = CHANGES[key];
  if (key === '/') search?.focus();
  else if (key === 'ArrowDown' || key === 'ArrowUp') {
    // The choice of a list box is the arrows' own.
    if (focused instanceof HTMLSelectElement || isRadio(focused)) return;
    move(root, rows, key === 'ArrowDown' ? 1 : -1);
  } else if (change && !repeat && !(focused instanceof HTMLSelectElement)) {
    onChange(change, rowOf(focused)?.dataset.user);
  } else return;
  event.preventDefault();
}

/** The row that gets the focus as soon as it is drawn. Other presses of an arrow may come before. */
let awaited: number | undefined;
/** So many times the page is drawn until a row is certainly there. */
const FRAMES = 20;

/** Moves the focus to the next row, and scrolls to where it will be drawn. */
function move(root: HTMLElement, rows: number, step: 1 | -1): void {
  const list = root.querySelector('.people');
  if (rows === 0 || !list) return;
  const focused = rowOf(document.activeElement)?.dataset.position ?? (step === 1 ? 0 : rows + 1);
  const position = Math.min(rows, Math.max(1, (awaited ?? Number(focused)) + step));
  const top = (position - 1) * ROW_PX;
  if (top < list.scrollTop) list.scrollTop = top;
  const lowest = top + ROW_PX - list.clientHeight;
  if (lowest > list.scrollTop) list.scrollTop = lowest;
  awaited = position;
  const focus = (frames: number) => {
    if (awaited !== position) return;
    const row = list.querySelector<HTMLElement>(`[data-position="${position}"]`);
    row?.focus({ preventScroll: true });
    if (row || frames === 0) awaited = undefined;
    else requestAnimationFrame(() => focus(frames - 1));
  };
  focus(FRAMES);
}

function rowOf(element: Element | null): HTMLElement | null {
  return element?.closest('.person')?.querySelector<HTMLElement>('[data-position]') ?? null;
}

function isRadio(element: Element | null): boolean {
  return element instanceof HTMLInputElement && element.type === 'radio';
}

function isTextField(element: Element | null): boolean {
  if (element instanceof HTMLTextAreaElement) return true;
  return element instanceof HTMLInputElement && !['checkbox', 'radio', 'button'].includes(element.type);
}
