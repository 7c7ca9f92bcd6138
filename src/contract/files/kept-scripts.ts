/** What a session put into files that can be run or applied, so that it is known what doing so may change. */
import { isScriptName } from '../../shell/effects/script-text.ts';

/** Characters of one, and how many of them: a script that is run to change files is short. */
const MAX_TEXT = 64 * 1024;
const MAX_SCRIPTS = 500;

/** By path. */
export type KeptScripts = Map<string, string>;

/** Text that was put into a file: all that is in it, or with `part` some of it. */
export interface PutText {
  readonly text: string;
  readonly part: boolean;
}

export const keepScript = (scripts: KeptScripts, path: string, put: PutText | undefined): void => {
  // of a part it is not known what the whole is
  if (isPatchName(path) && put?.part !== false) scripts.delete(path);
  else if (put !== undefined && isKeptName(path)) keep(scripts, path, put);
};

const keep = (scripts: KeptScripts, path: string, put: PutText): void => {
  const before = put.part ? (scripts.get(path) ?? '') : '';
  const text = `${before}${before === '' ? '' : '\n'}${put.text}`.slice(0, MAX_TEXT);
  // the latest stay
  scripts.delete(path);
  scripts.set(path, text);
  if (scripts.size <= MAX_SCRIPTS) return;
  const [oldest] = scripts.keys();
  if (oldest !== undefined) scripts.delete(oldest);
};

export const isKeptName = (path: string): boolean => isScriptName(path) || isPatchName(path);

/** Kept whole, or not at all. */
export const isPatchName = (path: string): boolean => /\.(?:patch|diff)$/.test(path);

export const moveScript = (scripts: KeptScripts, from: string, to: string): void => {
  const text = scripts.get(from);
  scripts.delete(from);
  if (text === undefined) scripts.delete(to);
  else scripts.set(to, text);
};
