/** An event of a stream. Comments have the type `:`; the server's pause before another attempt has the type `retry`. */
export interface StreamEvent {
  type: string;
  data: string;
}

/** The longest event is an action on a thousand users. Something longer is no stream of the gateway. */
const MAX_CHARACTERS = 2 ** 24;

/**
 * Reads the text of server-sent events in pieces. A piece may end anywhere, also between the two characters that end a line.
 * What has not ended is kept for the next piece.
 *
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
 */
export function eventReader(): (piece: string) => StreamEvent[] {
  let rest = '';
  let type = '';
  let data = '';
  let endedInReturn = false;

  return (piece) => {
    // The line feed belongs to a line that has ended already.
    const text = endedInReturn ? piece.replace(/^\n/, '') : piece;
    if (piece) endedInReturn = piece.endsWith('\r');
    const lines = (rest + text).split(/\r\n|[\r\n]/);
    rest = lines.pop() ?? '';
    const events = lines.flatMap((line): StreamEvent[] => {
      if (line === '') {
        const event = { type, data: data.slice(1) };
        type = '';
        data = '';
        return event.type ? [event] : [];
      }
      // Texts may have other line ends, such as U+2028. They end no line here.
      const [, field, value = ''] = /^([^:]*):? ?(.*)$/s.exec(line) ?? [];
      if (field === 'event') type = value;
      if (field === 'data') data += `\n${value}`;
      return field === '' || field === 'retry' ? [{ type: field || ':', data: value }] : [];
    });
    if (rest.length + data.length > MAX_CHARACTERS) throw new Error('An event is too long.');
    return events;
  };
}
