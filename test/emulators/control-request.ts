/** Sends a request to the control API of an emulator. `body` is sent as JSON, unless it is a text. */
export async function control(emulator: { url: string }, method: string, path: string, body?: unknown) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const response = await fetch(`${emulator.url}/_control${path}`, {
    method,
    ...(text !== undefined && { body: text }),
  });
  const answer = await response.text();
  return { status: response.status, body: answer === '' ? undefined : JSON.parse(answer) };
}
