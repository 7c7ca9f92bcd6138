/** Whether handoffs may leave for a remote. They hold what a person asked for and did: one remote gets them, chosen once. */
import { parseRemoteAddress } from './remote-address.ts';

export interface Remote {
  readonly name: string;
  /** Without credentials. */
  readonly address: string;
}

export type RemoteDoubt =
  | 'transport'
  | 'not_chosen'
  | 'second_remote'
  | 'address_changed'
  | 'unknown_host'
  | 'other_repository'
  | 'maybe_a_fork';

export interface RemoteVerdict {
  readonly allowed: boolean;
  readonly doubts: readonly RemoteDoubt[];
  /** Whether it is to be remembered as the one that receives handoffs. */
  readonly isNew: boolean;
}

export interface RemoteQuestion {
  readonly remote: Remote;
  /** It was named on the command line. */
  readonly named: boolean;
  /** The one that was chosen before. */
  readonly chosen: Remote | null;
  readonly all: readonly Remote[];
  /** A person says that it may. It allows all but a transport. */
  readonly allow: boolean;
}

/** All that speaks against it is told, not only the first. */
export const judgeRemote = (question: RemoteQuestion): RemoteVerdict => {
  const { remote, chosen, allow } = question;
  if (parseRemoteAddress(remote.address) === undefined) return { allowed: false, doubts: ['transport'], isNew: false };
  if (chosen !== null && chosen.name === remote.name && chosen.address === remote.address)
    return { allowed: true, doubts: [], isNew: false };
  const doubts = chosen === null ? doubtsAtFirst(question) : doubtsOfAnother(remote, chosen);
  return { allowed: allow || doubts.length === 0, doubts, isNew: true };
};

const doubtsOfAnother = (remote: Remote, chosen: Remote): readonly RemoteDoubt[] => [
  chosen.name === remote.name ? 'address_changed' : 'second_remote',
  ...(hostOf(chosen) === hostOf(remote) ? [] : (['unknown_host'] as const)),
];

/** Whether a repository is public cannot be known from here; that it has a sibling of another owner can. */
const doubtsAtFirst = ({ remote, named, all }: RemoteQuestion): readonly RemoteDoubt[] => {
  const origin = all.find(({ name }) => name === 'origin');
  const isOther = origin !== undefined && !isSame(origin, remote);
  return [
    ...(named ? [] : (['not_chosen'] as const)),
    ...(isOther && hostOf(origin) !== hostOf(remote) ? (['unknown_host'] as const) : []),
    ...(isOther ? (['other_repository'] as const) : []),
    ...(all.some((other) => isSibling(other, remote)) ? (['maybe_a_fork'] as const) : []),
  ];
};

const hostOf = ({ address }: Remote): string | null => parseRemoteAddress(address)?.host ?? null;

const isSame = (a: Remote, b: Remote): boolean => {
  const [x, y] = [parseRemoteAddress(a.address), parseRemoteAddress(b.address)];
  return x?.host === y?.host && x?.path.toLowerCase() === y?.path.toLowerCase();
};

/** On one host, of one name, with two owners: one of them is likely a fork of the other. */
const isSibling = (a: Remote, b: Remote): boolean => {
  const [x, y] = [parseRemoteAddress(a.address), parseRemoteAddress(b.address)];
  if (x === undefined || y === undefined || x.host === null || x.host !== y.host) return false;
  return !isSame(a, b) && nameIn(x.path) === nameIn(y.path);
};

const nameIn = (path: string): string => path.slice(path.lastIndexOf('/') + 1).toLowerCase();
