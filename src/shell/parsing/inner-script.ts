import { programName } from './directories.ts';
import type { Token } from './tokens.ts';

/** The text that a shell was given to run, and the options that it was started with. */
export interface InnerScript {
  readonly text: string;
  readonly errexit: boolean;
  readonly pipefail: boolean;
}

const SHELLS: ReadonlySet<string> = new Set(['bash', 'sh', 'zsh', 'dash', 'ksh', 'ash']);

/** The script of `bash -lc '…'`, `sh -ec …`, `cmd /c …`, `powershell -Command …`; undefined for any other command. */
export const scriptOf = (tokens: readonly Token[]): InnerScript | undefined => {
  const [program, ...rest] = tokens;
  const name = programName(program?.value ?? '').toLowerCase();
  if (SHELLS.has(name)) return posixScript(rest);
  if (name === 'cmd') return foreignScript(rest, ['/c', '/C', '/s', '/d']);
  return name === 'powershell' || name === 'pwsh' ? foreignScript(rest, POWERSHELL) : undefined;
};

const posixScript = (words: readonly Token[]): InnerScript | undefined => {
  const options = { errexit: false, pipefail: false };
  let command = false;
  for (let index = 0; index < words.length; index++) {
    const value = words[index]?.value ?? '';
    if (!/^[-+]./.test(value)) return command ? { text: value, ...options } : undefined;
    if (value === '--rcfile' || value === '--init-file') index++;
    if (value.startsWith('--')) continue;
    const on = value.startsWith('-');
    if (value.includes('c')) command = true;
    if (on && value.includes('e')) options.errexit = true;
    if (!/[oO]$/.test(value)) continue;
    const option = words[++index]?.value;
    if (on && option === 'errexit') options.errexit = true;
    if (on && option === 'pipefail') options.pipefail = true;
  }
  return undefined;
};

const POWERSHELL = ['-command', '-c', '-noprofile', '-nologo', '-noninteractive'];

/** Other shells have other rules: only one command of plain words is looked through. */
const foreignScript = (words: readonly Token[], options: readonly string[]): InnerScript | undefined => {
  const start = words.findIndex((word) => !options.includes(word.value) && !options.includes(word.value.toLowerCase()));
  if (start < 1) return undefined;
  const text = words.slice(start).map((word) => word.value);
  const plain = text.every((part) => /^[\w ./:@=,+-]+$/.test(part));
  return plain ? { text: text.join(' '), errexit: false, pipefail: false } : undefined;
};
