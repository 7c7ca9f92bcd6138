import type { Git, RepositoryPaths } from '../../git/git.ts';
import type { Archive } from './archive.ts';
import { packArchive } from './pack.ts';
import { unpackArchive } from './unpack.ts';

export const openArchive = (git: Git, paths: RepositoryPaths, clock: { now(): Date }): Archive => ({
  pack: (choice) =>
    packArchive(
      { git, cwd: paths.root ?? paths.gitDir, commonDir: paths.commonDir, format: paths.objectFormat, clock },
      choice,
    ),
  unpack: (input, into) => unpackArchive(input, into),
});
