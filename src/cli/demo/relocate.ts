/**
 * Puts a recorded session somewhere else: the agent's session store into `to/home`, the repository that it worked in,
 * as the session left it, into `to/repo`.
 *
 * A recording is a folder with `home/` (the store), `repo.bundle` (the commits), `work.diff` and `status.txt` (what was
 * not committed) and `untracked/` (the files that a diff does not hold). It was made with HOME /home/dev/home in
 * /home/dev/repo; both names are replaced everywhere in the store, and so is each `{{NAME}}` that `secrets` has a value for.
 */
import { mkdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { copyTree } from './copy-tree.ts';
import { moves, named } from './moves.ts';
import { restoreRepository } from './restore-repository.ts';

export interface Relocation {
  /** Folder of the recording. */
  readonly recording: string;
  /** Folder for `home` and `repo`; made if it is not there. */
  readonly to: string;
  /** Value of each `{{NAME}}`. */
  readonly secrets?: { readonly [name: string]: string };
}

/** Real, absolute paths, with `/` between the parts also on Windows. */
export interface Relocated {
  readonly home: string;
  readonly repo: string;
}

export const relocate = async (request: Relocation): Promise<Relocated> => {
  await mkdir(request.to, { recursive: true });
  const to = (await realpath(request.to)).replaceAll('\\', '/');
  const place = { home: `${to}/home`, repo: `${to}/repo` };
  await restoreRepository(request.recording, place.repo);
  await copyTree(join(request.recording, 'home'), place.home, [...named(request.secrets ?? {}), ...moves(place)]);
  return place;
};
