import { branchFileOf } from '../../domain/branch/session-path.ts';
import { isPartial, isPromised, promisedAmong } from '../../git/promised-objects.ts';
import type { Place } from '../place.ts';
import { nameFiles } from './list-files.ts';
import { branchTip, sessionsAt } from './read-branch.ts';
import { remoteTips } from './remote-tombstones.ts';
import type { RemoteBranch } from './sessions-store.ts';

/**
 * What publishing reads of the branch, here and as git fetched it: trees, what stands beside each session, what was pruned,
 * and sessions whose meta.json names no time. The others stay where they are.
 */
type Lacking = 'trees' | readonly string[];

/** @param of `branch`: the one that is here alone; `publishing`: also as git fetched it from remotes */
export const isBranchLacking = async (place: Place, of: 'branch' | 'publishing'): Promise<boolean> => {
  if (!isPartial(place.commonDir)) return false;
  for (const tip of of === 'branch' ? await ownTip(place) : await tipsOf(place))
    if ((await lackingAt(place, tip)).length > 0) return true;
  return false;
};

/** Trees, then files, then sessions: each tells what of the next is lacking. */
const ROUNDS = 3;

/** Brings in what a partial clone left out of that. What the remote does not have stays out: whoever needs it says so. */
export const fillBranch = async (place: Place, remote: RemoteBranch): Promise<void> => {
  if (!isPartial(place.commonDir)) return;
  for (const tip of await tipsOf(place))
    for (let round = 1; round <= ROUNDS; round++) {
      const lacking = await lackingAt(place, tip);
      if (lacking.length === 0) break;
      if (lacking === 'trees') await remote.fetchAnew();
      else if (!(await remote.supply(lacking))) break;
    }
};

/** Brings in all files of a commit that were left out. */
export const supplyFiles = async (place: Place, remote: RemoteBranch, commit: string): Promise<void> => {
  if (!isPartial(place.commonDir)) return;
  const files = await nameFiles(place, commit);
  const promised = await promisedAmong(
    place,
    files.map(({ blob }) => blob),
  );
  if (promised.size > 0) await remote.supply([...promised]);
};

const tipsOf = async (place: Place): Promise<ReadonlySet<string>> =>
  new Set([...(await ownTip(place)), ...(await remoteTips(place))]);

/** One, or none. */
const ownTip = async (place: Place): Promise<readonly string[]> => {
  const own = await branchTip(place);
  return own === null ? [] : [own];
};

const lackingAt = async (place: Place, tip: string): Promise<Lacking> => {
  if (await lacksTrees(place, tip)) return 'trees';
  const files = (await nameFiles(place, tip)).filter(({ path }) => BESIDE.has(branchFileOf(path).kind));
  const lacking = await promisedAmong(
    place,
    files.map(({ blob }) => blob),
  );
  if (lacking.size > 0) return [...lacking];
  const timeless = (await sessionsAt(place, tip)).filter(({ meta }) => meta.updated_at === null);
  return [
    ...(await promisedAmong(
      place,
      timeless.map(({ blob }) => blob),
    )),
  ];
};

const BESIDE: ReadonlySet<string> = new Set(['meta', 'tombstone']);

/** In any commit. git names what is missing with a `?` before its id, and asks nobody for it. */
const lacksTrees = async ({ git, cwd }: Place, tip: string): Promise<boolean> => {
  let isMissing = false;
  const onOutput = (chunk: Buffer): void => void (isMissing ||= chunk.includes('?'));
  const filter = ['--filter=blob:none', '--missing=print'];
  const args = ['rev-list', '--objects', '--no-object-names', ...filter, '--end-of-options', tip];
  try {
    await git.run(args, { cwd, limit: Infinity, onOutput });
  } catch (error) {
    if (!isPromised(error)) throw error;
    return true;
  }
  return isMissing;
};
