import type { BoundPath, ChangeBinding } from '../domain/binding.ts';

/** Paths that are claimed, and of which equal states do not tell how the claims lead to the head: who looks closer may. */
export const unexplainedPaths = ({ paths }: ChangeBinding): readonly BoundPath[] =>
  paths.filter(({ binding }) => binding === 'drifted' || binding === 'overwritten');

/** Those of which the head has a file, that git can merge into. */
export const unexplainedFiles = (binding: ChangeBinding): readonly BoundPath[] =>
  unexplainedPaths(binding).filter(({ head }) => head !== null);
