import { CMDLETS, type Meaning, pathsIn } from './cmdlets.ts';
import { posixWords } from './posix-words.ts';

/**
 * A plain PowerShell line as bash says the same: words and quoted words, `;`, `&&` and `||` between commands, `&` before
 * one, and the ways to hand on the status of the command before (`if ($LASTEXITCODE -ne 0) { exit 1 }`). There is no parser
 * for the language here, so anything else (variables, blocks, pipes, several lines) is null. Cmdlets on files get the names
 * of the POSIX programs that do the same.
 */
export const posixOfPowerShell = (line: string): string | null => {
  const text = line.trim();
  if (text.length > MAX_LENGTH) return null;
  if (onlyReads(text)) return ':';
  const plain = text.replace(HANDS_ON, '');
  let words: string[] = [];
  let posix = '';
  const end = (operator: string): void => {
    if (words.length > 0) posix += `${posix === '' || /[|&;] $/.test(posix) ? '' : '; '}${statement(words)}${operator}`;
    words = [];
  };
  PIECE.lastIndex = /^&\s*/.exec(plain)?.[0].length ?? 0;
  while (PIECE.lastIndex < plain.length) {
    const match = PIECE.exec(plain);
    if (match === null) return null;
    const word = match[1] ?? match[2] ?? match[3];
    if (word !== undefined) words.push(word);
    else {
      end(match[4] === undefined ? ' || exit 1; ' : match[4] === ';' ? '; ' : ` ${match[4]} `);
      PIECE.lastIndex += /^\s*&?\s*/.exec(plain.slice(PIECE.lastIndex))?.[0].length ?? 0;
    }
  }
  end('');
  return posix.trim() === '' ? null : posix.replace(/; $/, '');
};

/** A pipe of cmdlets that print and pick. */
const onlyReads = (text: string): boolean =>
  !/[;&(){}$>`\n]/.test(text) && text.split('|').every((part) => READS.test(part.trim()));

const READS =
  /^(?:Get-\w+|Select-(?:Object|String)|Measure-Object|Sort-Object|Format-\w+|Test-Path|Resolve-Path|Out-String)\b/i;

const MAX_LENGTH = 8192;

const GUARD = String.raw`\s*;\s*if\s*\(\s*(?:\$LASTEXITCODE\s+-ne\s+0|-not\s+\$\?|!\s*\$\?)\s*\)\s*\{\s*exit\s+(?:[1-9]\d{0,2}|\$LASTEXITCODE)\s*;?\s*\}`;
/** At the end of the line: what stands before it then gives the status. */
const HANDS_ON = new RegExp(String.raw`(?:${GUARD}|\s*;\s*exit\s+\$LASTEXITCODE)\s*;?$`, 'i');
const PIECE = new RegExp(
  String.raw`${GUARD}|\s*(?:'([^'\n]*)'|"([^"` +
    '`' +
    String.raw`$\n]*)"|([\w./\\:=@,+%*?~[\]-]+)|(;|&&|\|\|))(?=[\s;&|]|$)`,
  'iy',
);

const statement = ([name = '', ...given]: readonly string[]): string => {
  if (DIRECTORIES.test(name)) return directory(name, given);
  const cmdlet = CMDLETS.get(name.toLowerCase());
  const { argv, write }: Meaning = cmdlet === undefined ? { argv: [name, ...given] } : cmdlet(given);
  return write === undefined
    ? posixWords(argv)
    : `${posixWords(argv)} ${write.append ? '>>' : '>'} ${posixWords([write.path])}`;
};

const DIRECTORIES = /^(?:cd|chdir|sl|set-location|push-location|pushd|pop-location|popd)$/i;

const directory = (name: string, given: readonly string[]): string => {
  if (/^pop/i.test(name)) return 'popd';
  const [path, ...more] = pathsIn(given);
  const isPlain = path !== undefined && more.length === 0;
  return posixWords([/^push/i.test(name) ? 'pushd' : 'cd', ...(isPlain ? [path] : ['?'])]);
};
