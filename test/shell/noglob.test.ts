import { expect, test } from 'vitest';
import { parseCommandLine } from '../../src/shell/parse-command-line.ts';

const isNoglob = (line: string): boolean => parseCommandLine(line).commands.at(-1)?.noglob === true;

test.each([
  'set -f; rm *.js',
  'set -o noglob; rm *.js',
  'setopt no_glob; rm *.js',
  'setopt NOGLOB && rm *.js',
  'unsetopt glob; rm *.js',
  "sh -fc 'rm *.js'",
  "zsh -Fc 'rm *.js'",
])('%s reads no pattern', (line) => {
  expect(isNoglob(line)).toBe(true);
});

test.each([
  'set -f; set +f; rm *.js',
  'setopt null_glob; rm *.js',
  'setopt extendedglob globdots; rm *.js',
  'unsetopt nomatch; rm *.js',
  'setopt noglob; unsetopt noglob; rm *.js',
  'setopt noglob; setopt glob; rm *.js',
  "zsh -fc 'rm *.js'",
  "zsh +F -c 'rm *.js'",
])('%s reads patterns', (line) => {
  expect(isNoglob(line)).toBe(false);
});
