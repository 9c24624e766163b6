'use client';

import { useActionState, useState } from 'react';
import { mute } from './actions.js';

export function MuteForm({ room }: { room: number }) {
  const [key, setKey] = useState(() => crypto.randomUUID());
  const [notice, act, isPending] = useActionState(async (...asked: Parameters<typeof mute>) => {
    const answer = await mute(...asked);
    // Another act needs another key. Another try of one whose result is unknown keeps it.
    if (!answer.mayBeDone) setKey(crypto.randomUUID());
    return answer;
  }, undefined);
  return (
    <form action={act}>
      <input type="hidden" name="room" value={room} />
      <input type="hidden" name="key" value={key} />
      <label>
        User <input name="user" required />
      </label>
      <label>
        Reason <input name="reason" />
      </label>
      <button type="submit" disabled={isPending}>
        Mute
      </button>
      <p role="status">{notice?.text}</p>
    </form>
  );
}
