/** The same as `index.ts`, with documents as strings: for programs without `graphql`. */
export * from './everywhere.js';
export * from './generated/document-strings.js';
