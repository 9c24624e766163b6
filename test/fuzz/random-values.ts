import fc from 'fast-check';

const VALUES = [
  null,
  true,
  '',
  'x',
  0,
  -1,
  1,
  10006,
  2 ** 31,
  2 ** 32,
  2 ** 53,
  -(2 ** 60),
  1e300,
  0.5,
  '10001',
  '9223372036854775807',
  '9223372036854775808',
  '-1',
  '007',
  ' 1',
  '\u0000',
  '\ud800',
  '💥'.repeat(40),
  'x'.repeat(5_000),
  [],
  [[]],
  {},
  { a: 'b' },
  { a: 1 },
];
export const value = fc.oneof(fc.constantFrom<unknown>(...VALUES), fc.jsonValue());
/** Each field has a valid value, any value, or is absent. */
export const mostly = (good: unknown) =>
  fc.oneof({ weight: 6, arbitrary: fc.constant(good) }, { weight: 1, arbitrary: value });
export const strange = fc.dictionary(fc.constantFrom('__proto__', 'constructor', 'toString', 'x'), value, {
  maxKeys: 1,
});

export const SET_STATE =
  'mutation M($input: SetUserMediaStateInput!) { setUserMediaState(input: $input) { __typename ... on ModerationError { code message vendorCode } ... on InvalidInputError { issues { path code message } } } }';
export const ADD =
  'mutation M($input: AddToBlacklistInput!) { addToBlacklist(input: $input) { __typename ... on AddToBlacklistPartialFailure { failures { index userId error { message } } } ... on ModerationError { code message } ... on InvalidInputError { issues { path message } } } }';
