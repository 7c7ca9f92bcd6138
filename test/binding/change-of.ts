/** A change in a real repository, and candidates whose claims are what git says of two commits. */
import type { Candidate } from '../../src/binding/candidate.ts';
import type { ChangeFacts } from '../../src/domain/change-facts.ts';
import { readChangeFacts } from '../../src/git/change/change-facts.ts';
import { withPrivateRepository } from '../../src/git/change/private-repository.ts';
import { DIFF, readRawChanges } from '../../src/git/change/raw-changes.ts';
import { openGit } from '../../src/git/open-git.ts';
import type { TempRepo } from '../support/temp-repo.ts';

export const factsOf = async (repo: TempRepo, head = 'HEAD', base = 'main'): Promise<ChangeFacts> => {
  const git = openGit(repo.env);
  const paths = await git.locate(repo.dir);
  const change = { head: repo.git('rev-parse', head), base: repo.git('rev-parse', base) };
  return withPrivateRepository(git, paths, (repository) => readChangeFacts(repository, change));
};

/** Claims what changed from one commit or tree to another. */
export const candidateOf = (repo: TempRepo, from: string, to: string, only?: readonly string[]): Candidate => {
  const changes = readRawChanges(Buffer.from(repo.git(...DIFF, from, to))).get('') ?? new Map();
  return {
    id: 'base:test',
    version: repo.git('rev-parse', to),
    begun: [repo.git('rev-parse', from)],
    tree: repo.git('rev-parse', `${to}^{tree}`),
    claims: [...changes]
      .filter(([path]) => only?.includes(path) ?? true)
      .map(([path, { before, after }]) => ({ path, before, after, key: null })),
    saved: [repo.git('rev-parse', from)],
    spent: new Set(),
    withheld: new Set(),
    links: [],
  };
};
