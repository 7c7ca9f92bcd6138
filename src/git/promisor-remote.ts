import { promisorIn } from '../domain/promisor.ts';
import type { Git } from './git.ts';
import { readConfig } from './user-config.ts';

/** Name of the remote that has what a partial clone left out; see domain/promisor.ts. @throws git_failed */
export const promisorRemote = async (git: Git, cwd: string): Promise<string> => promisorIn(await readConfig(git, cwd));
