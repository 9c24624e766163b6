/**
 * A time of day that begins with the right one, in milliseconds since the epoch. Nobody sets it back meanwhile, as machines'
 * clocks are. So a test can compare its own looks at it with the times of a server that has it too.
 */
export function ownTimeOfDay(): () => number {
  const originMs = Date.now() - performance.now();
  return () => Math.floor(originMs + performance.now());
}
