/** What a request asks for, as metrics and traces tell it. */
export type Route = TracedRoute | 'other';

/** Requests for these are traced. */
export type TracedRoute = '/graphql' | '/graphql/stream' | '/callbacks';
