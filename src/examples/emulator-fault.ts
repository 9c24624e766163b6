/** The ports that the emulators have unless the environment says otherwise. */
const PORTS = { trtc: 4101, volcengine: 4102 };

/** A comment for an example whose answer a vendor gives only when something is wrong: how to make its emulator do so. */
export function emulatorFault(vendor: keyof typeof PORTS, fault: Record<string, unknown>): string {
  const command = `curl http://127.0.0.1:${PORTS[vendor]}/_control/faults -d '${JSON.stringify(fault)}'`;
  return `First tell the emulator to misbehave, in a shell:\n${command}`;
}
