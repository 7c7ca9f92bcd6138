import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { Git } from './git.ts';
import type { WorkState } from './work-state.ts';

const SETTINGS = [
  'core.fsync=none',
  'core.safecrlf=false',
  'core.looseCompression=0',
  // Either would put files beside the user's index.
  'core.splitIndex=false',
  'index.sparse=false',
].flatMap((setting) => ['-c', setting]);

/** A git that writes to nothing of the user: an index and an object directory of its own, deleted afterwards. */
export interface Quarantine {
  run(args: readonly string[], stdin?: string | Uint8Array): Promise<Buffer>;
}

/** Gives `work` a quarantine and deletes it when the work ends. */
export const quarantined = async <T>(
  git: Git,
  state: WorkState,
  work: (quarantine: Quarantine) => Promise<T>,
): Promise<T> => {
  const dir = mkdtempSync(join(tmpdir(), 'opensession-'));
  try {
    mkdirSync(join(dir, 'objects'));
    const env = {
      ...state.withoutFilters,
      GIT_INDEX_FILE: join(dir, 'index'),
      GIT_OBJECT_DIRECTORY: join(dir, 'objects'),
      GIT_ALTERNATE_OBJECT_DIRECTORIES: alternate(join(state.paths.commonDir, 'objects')),
    };
    return await work({
      run: async (args, stdin) =>
        (
          await git.run([...SETTINGS, ...args], {
            cwd: state.paths.root,
            env,
            ...(stdin === undefined ? {} : { stdin }),
          })
        ).stdout,
    });
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
};

/** The variable is a list: a path that holds the separator stands in C quotes. */
const alternate = (path: string): string =>
  path.includes(delimiter) || path.startsWith('"') ? `"${path.replace(/["\\]/g, '\\$&')}"` : path;
