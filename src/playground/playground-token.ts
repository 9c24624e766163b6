/** Someone as whom the playground can send requests. */
export interface PlaygroundToken {
  /** What the switch shows; no two callers share one. */
  name: string;
  /** What goes after `Bearer` in the authorization header. */
  token: string;
}
