import type { ControlRoute } from '../endpoint/control-api.js';
import type { Callbacks } from './callbacks.js';

/** The routes of the control API for callbacks. `src/emulators/README.md` lists them. */
export function callbackControlRoutes(callbacks: Callbacks): ControlRoute[] {
  return [
    { method: 'GET', path: '/callbacks', run: () => callbacks.made() },
    { method: 'DELETE', path: '/callbacks', run: () => callbacks.clearMade() },
    { method: 'GET', path: '/callback-faults', run: () => callbacks.pendingFaults() },
    { method: 'POST', path: '/callback-faults', run: (_, body) => callbacks.injectFault(body) },
    { method: 'DELETE', path: '/callback-faults', run: () => callbacks.clearFaults() },
  ];
}
