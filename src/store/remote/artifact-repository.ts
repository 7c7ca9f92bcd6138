import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { makeBareRepository } from '../../git/bare-repository.ts';
import { gitIn } from '../../git/git-in.ts';
import type { Git, RepositoryPaths } from '../../git/git.ts';
import type { Place } from '../place.ts';

/** Repositories for what is fetched of artifacts, apart from that of the change: what is cut off in one is none of the other's. */
export interface ArtifactRepositories {
  readonly git: Git;
  /** Deleted with all that is in it by who made it. */
  readonly parent: string;
  readonly format: RepositoryPaths['objectFormat'];
  readonly clock: Place['clock'];
}

/** versions: whole, a few deep · messages: tips alone, without trees · histories: commits without trees · archive, sessions: as far as asked */
export type Shelf = 'versions' | 'messages' | 'histories' | 'archive' | 'sessions';

/** Made when it is first asked for. */
export const shelfOf = ({ git, parent, format, clock }: ArtifactRepositories, shelf: Shelf): Place => {
  const dir = join(parent, shelf);
  if (!existsSync(dir)) {
    mkdirSync(dir);
    makeBareRepository(dir, { format, objects: null });
  }
  return { git: gitIn(git, dir), cwd: dir, commonDir: dir, format, clock };
};
