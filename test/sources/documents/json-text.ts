/** JSON as nobody's library writes it: keys twice, odd spaces, escapes that need not be, lists where others have none. */
import * as fc from 'fast-check';

/** Keys that lead to the lists that are asked for, and others, spelled in several ways. */
const KEYS = [
  '"messages"',
  String.raw`"mess\u0061ges"`,
  '"thread"',
  '"__proto__"',
  '"constructor"',
  '""',
  String.raw`"a\"b\\"`,
  '"0"',
  '"é\u2028"',
];

const SCALARS = [
  'null',
  'true',
  'false',
  '0',
  '-0',
  '1e400',
  '-1.5E-3',
  '123456789012345678901234567890',
  '""',
  '"[1,{\\"2\\":3}],"',
  String.raw`"\\"`,
  String.raw`"\\\""`,
  String.raw`"\ud800"`,
  String.raw`"\u0000\n\/"`,
  '"𝒳 é"',
];

const space = fc.constantFrom('', '', '', ' ', '\n', '\r\n\t  ');

const spaced = (part: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.tuple(space, part, space).map((parts) => parts.join(''));

const joined = (part: fc.Arbitrary<string>, maxLength: number): fc.Arbitrary<string> =>
  fc.tuple(fc.array(part, { maxLength }), space).map(([parts, none]) => (parts.length === 0 ? none : parts.join(',')));

/** Text of one document. */
export const jsonText: fc.Arbitrary<string> = fc.letrec<{
  document: string;
  value: string;
  list: string;
  object: string;
  twice: string;
}>((tie) => ({
  document: fc
    .tuple(fc.constantFrom('', '', '\uFEFF'), spaced(fc.oneof(tie('value'), tie('list'), tie('object'), tie('twice'))))
    .map((parts) => parts.join('')),
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(...SCALARS),
    fc.string().map((text) => JSON.stringify(text)),
    tie('list'),
    tie('object'),
  ),
  list: joined(spaced(tie('value')), 6).map((text) => `[${text}]`),
  object: joined(
    fc
      .tuple(spaced(fc.constantFrom(...KEYS)), spaced(fc.oneof(tie('list'), tie('value'))))
      .map(([key, value]) => `${key}:${value}`),
    6,
  ).map((text) => `{${text}}`),
  twice: fc.tuple(tie('object'), tie('object')).map(([one, two]) => `{"thread":${one},"x":1, "thread" : ${two}}`),
})).document;
