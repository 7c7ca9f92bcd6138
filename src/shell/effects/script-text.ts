import type { CommandLine } from '../command-line.ts';
import { fileEffects } from '../file-effects.ts';
import { parseCommandLine } from '../parse-command-line.ts';
import { parsePowerShell } from '../parse-powershell.ts';
import type { FileEffect } from './file-effect.ts';
import { rootedWrites, writesFiles } from './inline-scripts.ts';
import type { ScriptLanguage } from './interpreters.ts';

/** A name or a first line that says in which language a file is a program. */
const SHELL = /\.(?:sh|bash|zsh|ksh)$/;
const SHELL_BANG = /^#!.{0,80}\b(?:ba|da|k|z)?sh\b/;
const OTHER = /\.(?:[cm]?[jt]s|py|rb|pl|php|lua|go)$/;
const POWERSHELL = /\.ps1$/i;

const RECIPES = /(?:^|\/)package\.json$/;

/** Whether a file can be run as it stands, or holds what can be run, by its name. */
export const isScriptName = (path: string): boolean =>
  RECIPES.test(path) || SHELL.test(path) || OTHER.test(path) || POWERSHELL.test(path) || !/\.\w+$/.test(path);

/**
 * Whether a script looks as if it changed files when it is run: by its commands, or by words that languages have for it. Such
 * a text proves nothing, and one that changes them through another file is not seen.
 */
export const scriptWrites = (path: string, text: string, language: ScriptLanguage): boolean => {
  if (language === 'powershell' || POWERSHELL.test(path)) return changesFiles(parsePowerShell(text));
  if (language === 'shell' || (language === 'itself' && isShell(path, text)))
    return changesFiles(parseCommandLine(text));
  return writesFiles(text);
};

/**
 * Lines on the top level of a module, as far as they plainly are: what it does when it is imported. Functions and classes, what
 * is indented, and what it imports itself are not.
 */
export const topLevel = (text: string): string =>
  text
    .split('\n')
    .filter((line) => /^[^\s}]/.test(line) && !DEFINES.test(line))
    .join('\n');

const DEFINES = /=>|\b(?:function|def|class|lambda|import|require|from|if)\b/;

/** Rooted paths that a script writes by name, where it writes nothing else; undefined where that is not plain. */
export const scriptPlaces = (path: string, text: string, language: ScriptLanguage): readonly string[] | undefined =>
  OTHER.test(path) && (language === 'other' || language === 'itself') ? rootedWrites(text) : undefined;

/** What has no first line that says otherwise is run by the shell. */
const isShell = (path: string, text: string): boolean =>
  SHELL.test(path) || SHELL_BANG.test(text) || (!OTHER.test(path) && !text.startsWith('#!'));

/** @param passed effects that do not count */
export const changesFiles = (
  { parsed, commands }: CommandLine,
  passed: (effect: FileEffect) => boolean = () => false,
): boolean =>
  !parsed ||
  commands.some((command) => fileEffects(command).some((effect) => effect.action !== 'mkdir' && !passed(effect)));
