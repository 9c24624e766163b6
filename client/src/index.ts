export * from './everywhere.js';
export * from './generated/documents.js';
export type { TypedDocument } from './typed-document.js';
