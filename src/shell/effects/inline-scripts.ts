import type { SimpleCommand } from '../command-line.ts';
import { programName } from '../parsing/directories.ts';

const INTERPRETERS = /^(?:python|pypy)[\d.]*$|^py$|^(?:node|nodejs|deno|bun|tsx|ruby|perl|php|awk|gawk)$/;

/** A program's text on the line itself (`python3 -c '…'`, `node - <<EOF`); undefined when it is a file, or no program. */
export const inlineScript = ({ argv, input }: SimpleCommand): string | undefined => {
  const program = programName(argv[0] ?? '');
  if (!INTERPRETERS.test(program)) return undefined;
  if (/^g?awk$/.test(program)) return argv.slice(1).join('\n');
  const at = argv.findIndex((word, index) => index > 0 && /^(?:-[a-zA-Z]*[cepErR]|--eval|--print|eval)$/.test(word));
  if (at !== -1) return argv.slice(at + 1).join('\n');
  const fromInput = argv.slice(1).every((word) => word.startsWith('-'));
  return fromInput ? input : undefined;
};

/**
 * Whether a program's text looks as if it writes files, by words that languages have for it. Printing is none. Such a
 * text proves nothing, and a doubt too many costs one more run of a check.
 */
export const writesFiles = (script: string): boolean => looksWriting(script.slice(0, MAX_READ).replaceAll(PRINTS, ''));

/**
 * Rooted paths that a program's text writes by name (`open('/tmp/a.json', 'w')`), when it writes nothing else; undefined when
 * it may.
 */
export const rootedWrites = (script: string): readonly string[] | undefined => {
  const text = script.slice(0, MAX_READ).replaceAll(PRINTS, '');
  const paths = [...text.matchAll(ROOTED)].map(({ groups }) => groups?.['path'] ?? '');
  if (paths.length === 0 || paths.length > MAX_PATHS) return undefined;
  return looksWriting(text.replaceAll(ROOTED, '').replaceAll(TO_HANDLE, '')) ? undefined : paths;
};

const MAX_PATHS = 20;
/** A literal without anything that is put into it, in a call that writes or opens for writing. */
const ROOTED =
  /(?:\bopen\s*\(\s*(?:(?:file|path)\s*=\s*)?(?=["'][^"'\n]*["']\s*,\s*(?:mode\s*=\s*)?["'][wax])|\b(?:fs\.|fsp\.|promises\.)?(?:writeFile|appendFile)(?:Sync)?\s*\(\s*|\bPath\s*\(\s*(?=["'][^"'\n]*["']\s*\)\.write_))(?<quote>["'])(?<path>(?:\/|~\/)[^"'\n{}$*?\\]*)\k<quote>(?=\s*[,)])(?:\s*\)\.write_(?:text|bytes)\s*\(|\s*,\s*(?:mode\s*=\s*)?["'][wax][bt+]{0,2}["'])?/g;
/** What is opened is written through its handle. */
const TO_HANDLE =
  /(?:\b(?!(?:os|fsp?|Path|File|Deno|Bun|extra|promises|fsPromises)\.)[A-Za-z_]\w*|\))\.write(?:lines)?\s*\(/g;

const MAX_READ = 256 * 1024;

const PRINTS = /\b(?:std(?:out|err)|STD(?:OUT|ERR)|response|res|socket)\b(?:\.buffer)?\.write\w*/g;

const WRITES = new RegExp(
  [
    String.raw`\.open\s*\(\s*["'][^"'\n]*[wax+]`,
    String.raw`\b(?:write|write_text|write_bytes|writelines|writeFile\w*|appendFile\w*|file_put_contents)\s*\(`,
    String.raw`\b(?:os|fs|fsp|shutil|Path|File|fsPromises|promises|Deno|Bun|extra)\.(?:unlink|remove|rename|replace|rm|rmdir|rmtree|cp|copy|move|truncate|symlink|link|chmod|mkdir|makedirs|write|delete|open)\w*`,
    String.raw`\b(?:unlink|unlinkSync|rmtree|rmSync|renameSync|cpSync|copyFile\w*|copytree|createWriteStream|outputFile\w*|extractall|symlink_to|touch)\s*\(`,
    String.raw`\b(?:os|ioutil)\.(?:WriteFile|Create\w*|Remove\w*|Rename|OpenFile|Truncate|Chmod|Link|Symlink)\s*\(`,
    String.raw`\bFileUtils\.|\bfileinput\b|\binplace\b`,
    String.raw`\b(?:subprocess|os\.system|child_process|execSync|spawnSync|exec)\b`,
  ].join('|'),
);

/** Each part of the text is gone through once: a pattern of both ends would begin anew at each first one. */
const looksWriting = (text: string): boolean =>
  WRITES.test(text) ||
  text.split(')').some((part) => follows(part, OPENS, MODE)) ||
  text.split('\n').some((line) => follows(line, PRINT, TO_FILE));

const follows = (text: string, first: RegExp, then: RegExp): boolean => {
  const at = text.search(first);
  return at !== -1 && then.test(text.slice(at));
};

const OPENS = /\bopen\s*\(/;
const MODE = /,\s*(?:mode\s*=\s*)?f?r?["'][^"'\n]*[wax+]/;
const PRINT = /\bprint\b/;
const TO_FILE = />\s*["'$A-Za-z]/;
