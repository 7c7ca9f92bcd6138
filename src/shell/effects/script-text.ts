import { fileEffects } from '../file-effects.ts';
import { parseCommandLine } from '../parse-command-line.ts';
import { writesFiles } from './inline-scripts.ts';

/** A name or a first line that says in which language a file is a program. */
const SHELL = /\.(?:sh|bash|zsh|ksh)$/;
const SHELL_BANG = /^#!.{0,80}\b(?:ba|da|k|z)?sh\b/;
const OTHER = /\.(?:[cm]?[jt]s|py|rb|pl|php|lua)$/;

/** Whether a file can be run as it stands, by its name. */
export const isScriptName = (path: string): boolean => SHELL.test(path) || OTHER.test(path) || !/\.\w+$/.test(path);

/**
 * Whether a script looks as if it changed files when it is run: by its commands, or by words that languages have for it. Such
 * a text proves nothing, and one that changes them through another file is not seen.
 */
export const scriptWrites = (path: string, text: string): boolean => {
  if (!SHELL.test(path) && !SHELL_BANG.test(text))
    return (OTHER.test(path) || text.startsWith('#!')) && writesFiles(text);
  const { parsed, commands } = parseCommandLine(text);
  return !parsed || commands.some((command) => fileEffects(command).some(({ action }) => action !== 'mkdir'));
};
