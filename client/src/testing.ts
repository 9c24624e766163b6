/** Examples of every answer, for the tests of front ends. */
export * from './generated/factories.js';
