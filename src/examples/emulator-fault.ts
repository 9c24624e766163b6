/**
 * The comment of an example that needs a failing vendor. It tells how to make the vendor's emulator fail. `port`: the
 * emulator's default port.
 */
export function emulatorFault(port: number, fault: Record<string, unknown>): string {
  const command = `curl http://127.0.0.1:${port}/_control/faults -d '${JSON.stringify(fault)}'`;
  return `First tell the emulator to misbehave, in a shell:\n${command}`;
}
