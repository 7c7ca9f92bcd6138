import type { PrivateRepository } from './private-repository.ts';
import { DIFF, type RawChanges, readRawChanges } from './raw-changes.ts';

/** What leads from one commit or tree to another, by path. @throws git_failed */
export const changesBetween = (repository: PrivateRepository, from: string, to: string): Promise<RawChanges> => {
  const pair = `${from} ${to}`;
  const known = repository.compared.get(pair);
  if (known !== undefined) return known;
  const asked = compare(repository, from, to);
  repository.compared.set(pair, asked);
  // it may be answered once more of the history is here
  asked.catch(() => repository.compared.delete(pair));
  return asked;
};

const compare = async ({ git, dir }: PrivateRepository, from: string, to: string): Promise<RawChanges> =>
  readRawChanges((await git.run([...DIFF, '--end-of-options', from, to], { cwd: dir })).stdout).get('') ?? new Map();
