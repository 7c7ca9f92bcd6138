import { posixOfCmd } from './cmd-text.ts';
import type { InnerScript } from './inner-script.ts';
import { posixOfPowerShell } from './powershell-text.ts';
import type { Token } from './tokens.ts';

/** The text that `cmd /c …` or `powershell -Command …` runs; undefined for another use of it (`-File`, none at all). */
export const foreignScript = (program: string, words: readonly Token[]): InnerScript | undefined => {
  const values = words.map(({ value }) => value);
  const text = program === 'cmd' ? ofCmd(values) : ofPowerShell(values);
  if (text === undefined || text.trim() === '') return undefined;
  const posix = program === 'cmd' ? posixOfCmd(text) : posixOfPowerShell(text);
  const plain = { errexit: false, pipefail: false };
  if (posix !== null) return { text: posix, ...plain };
  // Other shells have other rules: of what is not plain no status is known.
  return { text: text.replaceAll(/(?<!&)&(?!&)/g, ';').replace(/^; */, ''), ...plain, mask: 'another shell' };
};

/** Behind `/c`, which MSYS wants written `//c`. */
const ofCmd = (words: readonly string[]): string | undefined => {
  const at = words.findIndex((word) => /^\/{1,2}c$/i.test(word));
  const before = words.slice(0, Math.max(at, 0));
  return at === -1 || !before.every((word) => /^\/{1,2}[a-z](?::\w+)?$/i.test(word))
    ? undefined
    : words.slice(at + 1).join(' ');
};

/** Options may be cut short, in any case: `-NoP`, `-ExecutionPolicy Bypass` (about_PowerShell_exe, about_pwsh). */
const SWITCHES = /^[-/](?:nop(?:r\w*)?|nol\w*|noni\w*|noe\w*|sta|mta|l(?:ogin)?)$/i;
const VALUED = /^[-/](?:e[px]\w*|v\w*|w\w*|o\w*|in\w*|i[fn]?|config\w*|settings\w*|custom\w*)$/i;
const COMMAND = /^[-/](?:c|comm?a?n?d?)$/i;

const ofPowerShell = (words: readonly string[]): string | undefined => {
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    if (COMMAND.test(word)) return words.slice(at + 1).join(' ');
    if (VALUED.test(word)) at++;
    else if (!SWITCHES.test(word))
      return /^[-/]/.test(word) || /\.ps1$/i.test(word) ? undefined : words.slice(at).join(' ');
  }
  return undefined;
};
