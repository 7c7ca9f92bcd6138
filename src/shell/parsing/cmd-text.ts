import { besideFirst } from './cmdlets.ts';
import { posixWords } from './posix-words.ts';

/**
 * A plain line of the Windows command interpreter (`cmd /c "cd web && npm test"`) as bash says the same: words, `&&`, `||`,
 * `&`, `|`, redirections, and its own commands on files. Variables, blocks, `if` and `for` are null.
 */
export const posixOfCmd = (line: string): string | null => {
  if (line.length > MAX_LENGTH) return null;
  const parts: string[] = [];
  let words: string[] = [];
  PIECE.lastIndex = 0;
  const text = line.trim();
  while (PIECE.lastIndex < text.length) {
    const { groups } = PIECE.exec(text) ?? {};
    if (groups === undefined) return null;
    const { word, operator, arrow = '', to = '' } = groups;
    const quoted = groups['quoted'];
    if (word !== undefined || quoted !== undefined) {
      words.push(word ?? quoted ?? '');
      continue;
    }
    const command = commandOf(words);
    if (command === null) return null;
    if (operator === undefined) {
      parts.push(command, `${arrow}${to.startsWith('&') ? to : ` ${posixWords([target(to)])}`}`);
    } else parts.push(command, operator === '&' ? ';' : operator);
    words = [];
  }
  const last = commandOf(words);
  return last === null ? null : [...parts, last].filter((part) => part !== '').join(' ');
};

const MAX_LENGTH = 8192;
const PIECE =
  /\s*(?:(?<arrow>[12]?>>?)\s*"?(?<to>&[12]|[\w./\\:-]+)"?(?=[\s&|]|$)|(?:"(?<quoted>[^"%!^\n]*)"|(?<word>[\w./\\:=@,+*?~[\]-]+))(?=[\s&|>]|$)|(?<operator>&&|\|\||[&|]))/y;

const target = (path: string): string => (/^nul$/i.test(path) ? '/dev/null' : path.replaceAll('\\', '/'));

/** '' where nothing stands; null for what is more than a command. */
const commandOf = ([first, ...given]: readonly string[]): string | null => {
  if (first === undefined) return '';
  const name = first.toLowerCase().replace(/^@/, '');
  // `::` makes the rest a comment
  if (MORE.has(name) || name.startsWith(':')) return null;
  if (name === 'call') return commandOf(given);
  if (name === 'set') return posixWords(['export', ...given]);
  const own = OWN.get(name);
  if (own === undefined) return posixWords([first, ...given]);
  const paths = given.filter((word) => !SWITCH.test(word)).map((word) => word.replaceAll('\\', '/'));
  return posixWords([...own, ...(name.startsWith('ren') ? besideFirst(paths) : paths)]);
};

const SWITCH = /^\/[A-Za-z](?::\w*)?$/;
const MORE: ReadonlySet<string> = new Set(['if', 'for', 'goto', 'setlocal', 'start', 'rem', 'pushd', 'popd']);
/** As POSIX programs that do the same. */
const OWN: ReadonlyMap<string, readonly string[]> = new Map([
  ['cd', ['cd']],
  ['chdir', ['cd']],
  ['exit', ['exit']],
  ['type', ['cat']],
  ['del', ['rm', '-f', '--']],
  ['erase', ['rm', '-f', '--']],
  ['rd', ['rm', '-r', '--']],
  ['rmdir', ['rm', '-r', '--']],
  ['md', ['mkdir', '-p', '--']],
  ['mkdir', ['mkdir', '-p', '--']],
  ['copy', ['cp', '--']],
  ['xcopy', ['cp', '-r', '--']],
  ['move', ['mv', '--']],
  ['ren', ['mv', '--']],
  ['rename', ['mv', '--']],
]);
