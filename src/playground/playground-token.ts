/** A caller that the reader of the playground can choose. */
export interface PlaygroundToken {
  /** Shown in the list of callers. No two callers have the same name. */
  name: string;
  /** Follows `Bearer` in the authorization header. */
  token: string;
}
