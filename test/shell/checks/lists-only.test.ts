/** Options and verbs of tools with which they list, prepare or print, and what fails by an option alone. */
import { expect, test } from 'vitest';
import { identifyCheck } from '../../../src/shell/checks/identify-check.ts';
import { parseCommandLine } from '../../../src/shell/parse-command-line.ts';

const checkOf = (line: string) => {
  const [command] = parseCommandLine(line).commands;
  return command === undefined ? null : identifyCheck(command, { cwd: '.', script: () => undefined });
};

const doubtsOf = (line: string): readonly string[] | undefined => checkOf(line)?.doubts.map(({ kind }) => kind);

const isNarrowed = (line: string): boolean | undefined => checkOf(line)?.narrowed;

test.each([
  'swift test -l',
  'swift test --show-codecov-path',
  'swift build --show-bin-path',
  'xcodebuild -dry-run test',
  'xcodebuild test -enumerate-tests',
  'rubocop -L',
  'rubocop --auto-gen-config',
  'pytest --setup-only',
  'nox --install-only',
  'gradle test --test-dry-run',
  'busted --list',
  'zig test --test-no-exec a.zig',
  'cmake --build . -- -n',
  'cmake --build out --target test -- --dry-run',
  'nox -s tests -- --collect-only',
  'cmake --build . -- --version',
  'tox -- --help',
])('%s runs nothing', (line) => {
  expect(doubtsOf(line)).toEqual(['void']);
});

test('what is handed to a build may hide its failures, and be a target of its own', () => {
  expect(doubtsOf('cmake --build . -- -i')).toEqual(['masked']);
  expect(doubtsOf('cmake --build . -- -j4 --ignore-errors')).toEqual(['masked']);
  expect(doubtsOf('cmake --build . -- -ik')).toEqual(['masked']);
  expect(doubtsOf('cmake --build . -- -kij4')).toEqual(['masked']);
  expect(doubtsOf('cmake --build . -- -sn')).toEqual(['void']);
  // going on behind a failure hides none, and these are options of MSBuild and ninja
  expect(doubtsOf('cmake --build . -- -kj4')).toEqual([]);
  expect(doubtsOf('cmake --build . -- -k0 -nologo -verbosity:minimal')).toEqual([]);
  expect(isNarrowed('cmake --build . -- /t:Clean')).toBe(true);
  expect(isNarrowed('cmake --build . -- -target:Docs /m')).toBe(true);
  expect(isNarrowed('cmake --build . -- /m -k')).toBe(false);
  expect(isNarrowed('cmake --build . -- /t:Rebuild')).toBe(false);
  expect(isNarrowed('cmake --build . -- -t:ALL_BUILD')).toBe(false);
  expect(isNarrowed("cmake --build . -- '/t:Build;Docs'")).toBe(true);
});

test('swift test list is no check', () => {
  expect(doubtsOf('swift test list')).toBeUndefined();
});

test.each([
  'swift test',
  'swift test -Xlinker -lfoo',
  'swift test -Xswiftc -lfoo --parallel',
  'rubocop -l',
  'cmake --build . -- -j4 VERBOSE=1',
  'nox -s tests -- -l',
  'tox -- -l',
  'rubocop --only L/X',
])('%s runs', (line) => {
  expect(doubtsOf(line)).toEqual([]);
});

test.each([
  ['clang-format --dry-run a.c', ['masked']],
  ['clang-format -n a.c', ['masked']],
  ['clang-format -n -Werror a.c', []],
  ['clang-format --dry-run --Werror a.c', []],
  // it prints the file as it should be
  ['clang-format -Werror a.c', undefined],
])('clang-format fails by -Werror alone: %s', (line, doubts) => {
  expect(doubtsOf(line)).toEqual(doubts);
});
