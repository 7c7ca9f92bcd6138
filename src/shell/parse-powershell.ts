import type { CommandLine, SimpleCommand } from './command-line.ts';
import { joinDirectory } from './parsing/directories.ts';
import { HONEST, masked } from './parsing/outlook.ts';

/**
 * The commands of a plain PowerShell line: words and quoted words, `;` between commands, `&` before one, and the ways to
 * hand on the status of the command before (`if ($LASTEXITCODE -ne 0) { exit 1 }`). There is no parser for the language
 * here, so anything else (variables, blocks, pipes, several lines) is `parsed: false`. Cmdlets on files get the names of
 * the POSIX programs that do the same.
 */
export const parsePowerShell = (line: string): CommandLine => {
  const text = line.trim();
  if (text.length > MAX_LENGTH) return UNPARSED;
  if (onlyReads(text)) return { commands: [], parsed: true };
  const plain = text.replace(HANDS_ON, '');
  const statements = statementsOf(plain);
  if (statements === null) return UNPARSED;
  let cwd: string | null = '';
  const commands = statements.map((words, index) => {
    const command = { ...commandOf(words, index === statements.length - 1), cwd };
    cwd = directoryAfter(cwd, words);
    return command;
  });
  return { commands, parsed: true };
};

const directoryAfter = (cwd: string | null, [name = '', ...given]: readonly string[]): string | null => {
  if (!/^(?:cd|chdir|sl|set-location|push-location|pushd|pop-location|popd)$/i.test(name)) return cwd;
  const [path, ...more] = pathsIn(given);
  return cwd === null || path === undefined || more.length > 0 || /[*?[]/.test(path) ? null : joinDirectory(cwd, path);
};

/** A pipe of cmdlets that print and pick. */
const onlyReads = (text: string): boolean =>
  !/[;&(){}$>`\n]/.test(text) && text.split('|').every((part) => READS.test(part.trim()));

const READS =
  /^(?:Get-\w+|Select-(?:Object|String)|Measure-Object|Sort-Object|Format-\w+|Test-Path|Resolve-Path|Out-String)\b/i;

const MAX_LENGTH = 8192;
const UNPARSED: CommandLine = { commands: [], parsed: false };

/** At the end of the line only: what stands before it then gives the status. */
const HANDS_ON =
  /\s*;\s*(?:if\s*\(\s*(?:\$LASTEXITCODE\s+-ne\s+0|-not\s+\$\?|!\s*\$\?)\s*\)\s*\{\s*exit\s+(?:[1-9]\d{0,2}|\$LASTEXITCODE)\s*;?\s*\}|exit\s+\$LASTEXITCODE)\s*;?$/i;

const WORD = /\s*(?:'([^'\n]*)'|"([^"`$\n]*)"|([\w./\\:=@,+%*?~[\]-]+)|(;))(?=[\s;]|$)/y;

/** Words of each statement; null when there is anything that is no plain word. */
const statementsOf = (text: string): readonly (readonly string[])[] | null => {
  const statements: string[][] = [[]];
  WORD.lastIndex = /^&\s*/.exec(text)?.[0].length ?? 0;
  while (WORD.lastIndex < text.length) {
    const match = WORD.exec(text);
    if (match === null) return null;
    const word = match[1] ?? match[2] ?? match[3];
    if (word !== undefined) statements.at(-1)?.push(word);
    else {
      statements.push([]);
      WORD.lastIndex += /^\s*&?\s*/.exec(text.slice(WORD.lastIndex))?.[0].length ?? 0;
    }
  }
  return statements.filter((words) => words.length > 0);
};

const commandOf = (words: readonly string[], isLast: boolean): Omit<SimpleCommand, 'cwd'> => {
  const [name = '', ...given] = words;
  const cmdlet = CMDLETS.get(name.toLowerCase());
  const { argv, write } = cmdlet === undefined ? { argv: words } : cmdlet(given);
  const isOpen = (word: string): boolean => /[*?[]/.test(word);
  return {
    argv,
    open: argv.flatMap((word, index) => (index > 0 && isOpen(word) ? [index] : [])),
    writes: write === undefined ? [] : [isOpen(write.path) ? { ...write, open: true } : write],
    verdict: isLast ? HONEST : masked(HONEST, '; …'),
    text: words.join(' '),
  };
};

interface Meaning {
  readonly argv: readonly string[];
  readonly write?: { readonly path: string; readonly append: boolean };
}

type Cmdlet = (given: readonly string[]) => Meaning;

const PATHS = /^-(?:path|literalpath|filepath|destination)$/i;
const SWITCHES = /^-(?:force|recurse|append|nonewline|passthru|confirm|whatif|noclobber)(?::|$)/i;

/** Paths in their order, named or not; the values of other options are left out. */
const pathsIn = (given: readonly string[]): readonly string[] => {
  const paths: string[] = [];
  for (let at = 0; at < given.length; at++) {
    const word = given[at] ?? '';
    if (!word.startsWith('-')) paths.push(word);
    else if (!PATHS.test(word) && !SWITCHES.test(word)) at++;
  }
  return paths.flatMap((path) => path.split(',')).map((path) => path.replaceAll('\\', '/'));
};

const hasSwitch = (given: readonly string[], name: string): boolean =>
  given.some((word) => word.toLowerCase() === `-${name}`);

const removes: Cmdlet = (given) => {
  const options = [...(hasSwitch(given, 'recurse') ? ['-r'] : []), ...(hasSwitch(given, 'force') ? ['-f'] : [])];
  return hasSwitch(given, 'whatif') ? { argv: ['true'] } : { argv: ['rm', ...options, '--', ...pathsIn(given)] };
};

const writes =
  (append: boolean): Cmdlet =>
  (given) => {
    const [path] = pathsIn(given);
    if (path === undefined) return { argv: ['Set-Content'] };
    return { argv: ['Set-Content'], write: { path, append: append || hasSwitch(given, 'append') } };
  };

const as =
  (program: string): Cmdlet =>
  (given) => ({ argv: [program, ...(hasSwitch(given, 'recurse') ? ['-r'] : []), '--', ...pathsIn(given)] });

const makes: Cmdlet = (given) => {
  const isDirectory = given.some((word, at) => /^-(?:itemtype|type)$/i.test(given[at - 1] ?? '') && /^dir/i.test(word));
  return { argv: [isDirectory ? 'mkdir' : 'touch', '--', ...pathsIn(given)] };
};

const CMDLETS: ReadonlyMap<string, Cmdlet> = new Map<string, Cmdlet>([
  ['remove-item', removes],
  ['ri', removes],
  ['del', removes],
  ['rm', removes],
  ['set-content', writes(false)],
  ['sc', writes(false)],
  ['out-file', writes(false)],
  ['clear-content', writes(false)],
  ['add-content', writes(true)],
  ['move-item', as('mv')],
  ['rename-item', as('mv')],
  ['copy-item', as('cp')],
  ['new-item', makes],
  ['ni', makes],
]);
