import { placeOf } from '../place.ts';
import { OpenSessionError } from '../../domain/errors.ts';
import { SESSIONS_REF } from '../../domain/refs.ts';
import type { Git, RepositoryPaths } from '../../git/git.ts';
import { readObjects } from '../../git/read-objects.ts';
import type { ExchangePlace } from '../exchange/exchange-place.ts';
import { addSessions } from './add-sessions.ts';
import { pruneBranch } from './prune-branch.ts';
import { pushBranch } from './push-branch.ts';
import { reachBranch } from './reach-branch.ts';
import { fillBranch, isBranchLacking } from './fill-branch.ts';
import { refuseLeftOut, tellingLeftOut } from './left-out.ts';
import { listBranch } from './read-branch.ts';
import type { SessionsStore } from './sessions-store.ts';

/** The sessions branch of one repository. The clock dates the commits. */
export const openSessionsStore = (
  git: Git,
  paths: RepositoryPaths,
  how: Pick<ExchangePlace, 'clock' | 'machine' | 'write' | 'ssh'>,
): SessionsStore => {
  const place: ExchangePlace = { ...how, ...placeOf(git, paths, how.clock), paths };
  return {
    ref: SESSIONS_REF,
    list: () => tellingLeftOut(place, () => listBranch(place)),
    read: async (blob) => {
      const [found] = await readObjects(git, [blob], { cwd: place.cwd, limit: MAX_SESSION });
      if (found?.type === 'blob') return found.bytes;
      if (found === null) await refuseLeftOut(place, [blob]);
      throw new OpenSessionError('branch_corrupt', `expected a session in ${blob}, found no file`);
    },
    add: (sessions) => tellingLeftOut(place, () => addSessions(place, sessions)),
    prune: (request) => tellingLeftOut(place, () => pruneBranch(place, request)),
    isLacking: (of) => isBranchLacking(place, of),
    fill: (remote) => fillBranch(place, remote),
    push: (remote, request) => tellingLeftOut(place, () => pushBranch(place, remote, request)),
    reach: (address, timeoutMs, work) => reachBranch(place, { address, timeoutMs }, work),
  };
};

/** As much as a log may have. */
const MAX_SESSION = 1024 * 1024 * 1024;
