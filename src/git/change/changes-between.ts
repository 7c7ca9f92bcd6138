import type { PrivateRepository } from './private-repository.ts';
import { DIFF, type RawChanges, readRawChanges } from './raw-changes.ts';

/** What leads from one commit or tree to another, by path. @throws git_failed */
export const changesBetween = async ({ git, dir }: PrivateRepository, from: string, to: string): Promise<RawChanges> =>
  readRawChanges((await git.run([...DIFF, '--end-of-options', from, to], { cwd: dir })).stdout).get('') ?? new Map();
