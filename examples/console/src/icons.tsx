/** Icons stand beside text that says the same, so they are hidden from screen readers. */
import type { ReactNode } from 'react';

function Icon({ children }: { children: ReactNode }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true">
      {children}
    </svg>
  );
}

export function AudioIcon({ on }: { on: boolean }) {
  return (
    <Icon>
      <rect x="9" y="3" width="6" height="11" rx="3" />
      <path d="M6 11a6 6 0 0 0 12 0M12 17v4" />
      {!on && <path d="M4 3l16 18" />}
    </Icon>
  );
}

export function VideoIcon({ on }: { on: boolean }) {
  return (
    <Icon>
      <rect x="3" y="7" width="12" height="10" rx="2" />
      <path d="M15 11l6-3v8l-6-3" />
      {!on && <path d="M4 3l16 18" />}
    </Icon>
  );
}

export function WarningIcon() {
  return (
    <Icon>
      <path d="M12 4l9 16H3zM12 10v4M12 17v.5" />
    </Icon>
  );
}
