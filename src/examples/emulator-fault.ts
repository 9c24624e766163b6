/** The emulators' default ports. */
const PORTS = { trtc: 4101, volcengine: 4102 };

/** The comment of an example that needs a failing vendor. It tells how to make the vendor's emulator fail. */
export function emulatorFault(vendor: keyof typeof PORTS, fault: Record<string, unknown>): string {
  const command = `curl http://127.0.0.1:${PORTS[vendor]}/_control/faults -d '${JSON.stringify(fault)}'`;
  return `First tell the emulator to misbehave, in a shell:\n${command}`;
}
