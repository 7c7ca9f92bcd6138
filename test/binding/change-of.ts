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
  const [headId = '', baseId = ''] = idsOf(repo, head, base);
  const change = { head: headId, base: baseId };
  return withPrivateRepository(git, paths, (repository) => readChangeFacts(repository, change));
};

const idsOf = (repo: TempRepo, ...names: string[]): readonly string[] => repo.git('rev-parse', ...names).split('\n');

/** Claims what changed from one commit or tree to another. */
export const candidateOf = (repo: TempRepo, from: string, to: string, only?: readonly string[]): Candidate => {
  const changes = readRawChanges(Buffer.from(repo.git(...DIFF, from, to))).get('') ?? new Map();
  const [start = '', version = '', tree = ''] = idsOf(repo, from, to, `${to}^{tree}`);
  return {
    id: 'base:test',
    version,
    begun: [start],
    tree,
    claims: [...changes]
      .filter(([path]) => only?.includes(path) ?? true)
      .map(([path, { before, after }]) => ({ path, before, after, key: null })),
    saved: [start],
    spent: new Set(),
    withheld: new Set(),
    links: [],
  };
};
