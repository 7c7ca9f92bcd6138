/** What a session put into files that can be run, so that it is known what running them may do. */
import { isScriptName } from '../../shell/effects/script-text.ts';
import type { Change, FileTrack } from './file-track.ts';

/** Characters of one, and how many of them: a script that is run to change files is short. */
const MAX_TEXT = 64 * 1024;
const MAX_SCRIPTS = 500;

export const keepScript = ({ scripts }: Pick<FileTrack, 'scripts'>, { at: { path }, put }: Change): void => {
  if (put === undefined || !isScriptName(path)) return;
  const before = put.part ? (scripts.get(path) ?? '') : '';
  const text = `${before}${before === '' ? '' : '\n'}${put.text}`.slice(0, MAX_TEXT);
  // the latest stay
  scripts.delete(path);
  scripts.set(path, text);
  if (scripts.size <= MAX_SCRIPTS) return;
  const [oldest] = scripts.keys();
  if (oldest !== undefined) scripts.delete(oldest);
};

export const moveScript = ({ scripts }: Pick<FileTrack, 'scripts'>, from: string, to: string): void => {
  const text = scripts.get(from);
  scripts.delete(from);
  if (text === undefined) scripts.delete(to);
  else scripts.set(to, text);
};
