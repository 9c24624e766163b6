/** The code of subscribe.md; test/docs.test.ts keeps them the same. */
import {
  type ModerationAction,
  ModerationActionsFeedDocument,
  SubscriptionError,
  subscribe,
} from 'moderation-gateway-client/strings';

export async function followActions(
  url: string,
  getToken: () => Promise<string>,
  show: (action: ModerationAction, kind: 'BEGUN' | 'ENDED') => void,
  notice: (text: string) => void,
  options: { after?: string | null; signal?: AbortSignal } = {},
): Promise<void> {
  const { after = null, signal } = options;
  const onRetry = () => notice('Not live now. Connecting again…');
  const onErrors = () => notice('A part of what happened could not be read.');
  try {
    const events = subscribe(
      `${url}/stream`,
      getToken,
      ModerationActionsFeedDocument,
      { after },
      { signal, onRetry, onErrors },
    );
    for await (const { moderationActions: event } of events) {
      notice('Live.');
      if (event.kind && event.action) show(event.action, event.kind);
    }
  } catch (error) {
    if (!(error instanceof SubscriptionError)) throw error;
    notice(`Not live: ${error.message}`);
  }
}
