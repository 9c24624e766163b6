/**
 * A comment for an example whose answer a vendor gives only when something is wrong: how to make its emulator do so.
 * `port`: the emulator's, unless the environment says otherwise.
 */
export function emulatorFault(port: number, fault: Record<string, unknown>): string {
  const command = `curl http://127.0.0.1:${port}/_control/faults -d '${JSON.stringify(fault)}'`;
  return `First tell the emulator to misbehave, in a shell:\n${command}`;
}
