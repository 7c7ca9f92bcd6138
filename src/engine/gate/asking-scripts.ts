import type { SessionPlace } from '../../contract/facts.ts';
import type { OpenChange } from '../../git/change/open-change.ts';
import { scriptsIn } from '../script-table.ts';

/** Scripts that name scripts of other directories: files are asked for as they are met, so many times. */
const MAX_ROUNDS = 5;
/** A session names as many directories as it likes; beyond these none has a script. */
const MAX_FILES = 256;
/** Each of them may be of the size of a lock file. */
const MOST_BYTES = 64 * 1024 * 1024;

/**
 * What `work` makes of the scripts of the target branch: the change cannot say what a check is. It is done again as long
 * as it asks for files that were not read yet.
 */
export const askingScripts = async <T>(
  change: Pick<OpenChange, 'files'>,
  work: (script: SessionPlace['script']) => T | Promise<T>,
): Promise<T> => {
  const texts = new Map<string, string | undefined>();
  for (let round = 0; ; round++) {
    const unread = new Set<string>();
    const script = scriptsIn((path) => {
      const isAsked = !texts.has(path) && !/[\n\r\0]/.test(path) && texts.size + unread.size < MAX_FILES;
      if (isAsked) unread.add(path);
      return texts.get(path);
    });
    const made = await work(script);
    const paths = [...unread];
    if (paths.length === 0 || round === MAX_ROUNDS) return made;
    for (const [index, file] of (await change.files(paths, MOST_BYTES)).entries())
      texts.set(paths[index] ?? '', file?.text);
  }
};
