import type { Git, RepositoryPaths } from '../../git/git.ts';
import { placeOf } from '../place.ts';
import type { Archive } from './archive.ts';
import { packArchive } from './pack.ts';
import { unpackArchive } from './unpack.ts';

export const openArchive = (git: Git, paths: RepositoryPaths, clock: { now(): Date }): Archive => ({
  pack: (choice) => packArchive(placeOf(git, paths, clock), choice),
  unpack: (input, into) => unpackArchive(input, into),
});
