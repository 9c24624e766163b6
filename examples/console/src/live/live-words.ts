/** What the page says of its streams, in each language. */
export const LIVE_WORDS: Readonly<Record<string, { live: string; polling: string }>> = {
  en: { live: 'Live', polling: 'Not live: read every 2 seconds' },
  'zh-CN': { live: '实时', polling: '非实时：每 2 秒刷新' },
};
