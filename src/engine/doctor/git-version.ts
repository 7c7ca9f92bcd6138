import { OpenSessionError } from '../../domain/errors.ts';
import { type DoctorCheck, told } from './doctor-check.ts';

/** `core.fsync` as we set it: before 2.36 git says nothing of objects that were not synced. */
const LEAST = { major: 2, minor: 36 } as const;

export const gitVersion: DoctorCheck = {
  id: 'git_version',
  description: 'git is there and not too old',
  ofMachine: true,
  look: async (world) => {
    try {
      const { stdout } = await world.git.run(['--version'], { cwd: world.cwd });
      const [version = 'nothing', major, minor] = /(\d+)\.(\d+)[\w.]*/.exec(stdout.toString('utf8')) ?? [];
      const isEnough = Number(major) > LEAST.major || (Number(major) === LEAST.major && Number(minor) >= LEAST.minor);
      return isEnough
        ? []
        : [told('error', `expected git ${LEAST.major}.${LEAST.minor} or later, found ${version}`, 'update git')];
    } catch (error) {
      if (error instanceof OpenSessionError) return [told('error', error.message, error.hint ?? null)];
      throw error;
    }
  },
};
