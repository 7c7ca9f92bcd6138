/** Pieces of what somebody could write into a log to make a page do something. */
import * as fc from 'fast-check';

const SHA = 'deadbeef'.repeat(5);

const PIECES: readonly string[] = [
  ['`', '``', '```', '```js\n', '~~~', '\n', '\n\n', '\r', '\r\n', '\t', ' ', '  ', '    ', '\\', '\\\\', '\u00A0'],
  ['*', '**', '_', '__', '~~', '|', '---', '===', '***', '+++', '# ', '#', '> ', '1. ', '1) ', '- ', '+ ', '* '],
  [
    '- [ ] ',
    '[x]',
    '[',
    ']',
    '(',
    ')',
    '!',
    '[x](http://e.example)',
    '![i](u)',
    '[a]: http://x',
    '[^1]',
    '[^1]: x',
    '[1]',
    '[1]: x',
    '[12](u)',
    'a_b_',
    '__a_',
  ],
  ['<img src=x onerror=alert(1)>', '<script>', '</details>', '<!--', '-->', '<http://e.example>', '<a@b.example>', '<'],
  [
    '@user',
    '@org/team',
    '#12',
    'GH-1',
    'gh-2',
    'ABC-123',
    'owner/repo#3',
    `owner/repo@${SHA}`,
    SHA,
    'deadbee',
    '1234567',
  ],
  [
    'https://e.example/x',
    'http://',
    'www.e.example',
    'mailto:a@b.example',
    'a@b.example',
    'xmpp:a@b',
    'ftp://x.example',
  ],
  ['/close', '/lgtm', '[issue:12]', '[work_item:a/b/1]'],
  ['$x$', '$$', '$', '$`x`$', ':smile:', ':+1:', '&amp;', '&#64;user', '&', '!12', '~label', '%1', '^[', '&1'],
  ['\u202E', '\u200B', '\u200D', '\uFEFF', '\u0000', '\u001B[31m', '\u009B', '\uD800', '\u2028', '\u{E0041}'],
  [
    'word',
    'Use `npm test` now.',
    'path/to_file.ts',
    '👩\u200D💻',
    '한국어',
    '.',
    ',',
    ':',
    ';',
    '"',
    "'",
    '{',
    '}',
    '=',
  ],
].flat();

export const hostileText: fc.Arbitrary<string> = fc
  .array(fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...PIECES) }, fc.string({ unit: 'binary', maxLength: 4 })), {
    maxLength: 14,
  })
  .map((pieces) => pieces.join(''));

/** What forges turn into links, pictures and formulas within prose. */
export const REFERENCES: readonly RegExp[] = [
  /@[\w-]/,
  /#\d/,
  /(?:^|[^A-Za-z0-9])gh-\d/i,
  /(?:^|[^A-Za-z0-9])[A-Z][A-Z0-9_]+-\d/,
  /(?:^|[^A-Za-z0-9])[0-9a-f]{7,64}(?:$|[^A-Za-z0-9])/i,
  /:\/\//,
  /(?:^|[^A-Za-z0-9])www\./i,
  /(?:^|[^A-Za-z0-9])(?:mailto|xmpp):/i,
  /:[\w+-]+:/,
  /\$\S/,
  /[!~%&^]\d/,
  /\[[a-z_]{4,}:\S/,
];
