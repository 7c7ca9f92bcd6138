import { dirname, join } from 'node:path';
import { OpenSessionError } from '../../domain/errors.ts';
import { type Ailment, type DoctorCheck, type DoctorWorld, told } from './doctor-check.ts';

/** Of another user, of a format that this git does not know, damaged: git says `not a repository` where there is one. */
export const repository: DoctorCheck = {
  id: 'repository',
  description: 'git opens the repository that lies here, and reads its refs',
  look: async (world, examined) => {
    if (examined !== null) return examined.refusal === null ? [] : [unreadableRefs(examined.refusal)];
    const dir = repositoryAbove(world);
    const refusal = dir === undefined ? undefined : await refusalOf(world);
    if (dir === undefined || refusal === undefined) return [];
    return [told('error', `${dir} is not looked at: ${refusal.message}`, refusal.hint ?? null)];
  },
};

/** One bad line of git's own file keeps git from every ref. */
const unreadableRefs = ({ message }: OpenSessionError): Ailment =>
  told('error', `its refs cannot be read: ${message}`, message.includes('packed-refs') ? PACKED_REFS : null);

const PACKED_REFS = 'keep a copy of .git/packed-refs, then take the line out of it that git names';

/** By its files alone. */
const repositoryAbove = ({ logs, cwd }: DoctorWorld): string | undefined => {
  for (let dir = cwd; ; dir = dirname(dir)) {
    if (logs.stat(join(dir, '.git')) !== undefined) return dir;
    const isBare = ['objects', 'refs'].every((name) => logs.stat(join(dir, name))?.kind === 'directory');
    if (isBare && logs.stat(join(dir, 'HEAD')) !== undefined) return dir;
    if (dirname(dir) === dir) return undefined;
  }
};

const refusalOf = async ({ git, cwd }: DoctorWorld): Promise<OpenSessionError | undefined> => {
  try {
    await git.locate(cwd);
    return undefined;
  } catch (error) {
    // without git there is nothing to open it: git_version says so
    if (error instanceof OpenSessionError && error.code === 'not_a_repository') return error;
    return undefined;
  }
};
