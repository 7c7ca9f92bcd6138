import { expect, test } from 'vitest';
import { joinLast } from '../../src/cli/join-last.ts';

test.each([
  ['--last', ['--last'], ['--last']],
  ['-l', ['-l'], ['--last']],
  ['--last 3', ['--last', '3'], ['--last=3']],
  ['-l 3', ['-l', '3'], ['--last=3']],
  ['-l=3', ['-l=3'], ['--last=3']],
  ['--last=HEAD~4', ['--last=HEAD~4'], ['--last=HEAD~4']],
  ['--last HEAD~4', ['--last', 'HEAD~4'], ['--last=HEAD~4']],
  ['--last head', ['--last', 'head'], ['--last=head']],
  ['a wrong count is no file', ['--last', '0'], ['--last=0']],
  ['a file', ['--last', 'a.jsonl'], ['--last', 'a.jsonl']],
  ['a file that is named like a count', ['--last', './3'], ['--last', './3']],
  ['a number that is no value of --last', ['3', '--last'], ['3', '--last']],
  ['another option', ['--last', '--json'], ['--last', '--json']],
  ['two counts', ['--last', '3', '4'], ['--last=3', '4']],
  ['nothing after --', ['--', '--last', '3'], ['--', '--last', '3']],
  ['-- right after it', ['--last', '--', '3'], ['--last', '--', '3']],
])('%s', (_, argv, joined) => {
  expect(joinLast(argv)).toEqual(joined);
});
