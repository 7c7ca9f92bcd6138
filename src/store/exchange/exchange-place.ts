import { join } from 'node:path';
import { transferOwner } from '../../domain/transfer-owner.ts';
import type { RepositoryPaths } from '../../git/git.ts';
import type { TransferPlace } from '../../git/transfer/open-transfer.ts';
import type { Place } from '../place.ts';

/** The process that works, and whether another of this machine still does. */
export interface Machine {
  readonly pid: number;
  readonly host: string;
  isAlive(pid: number): boolean;
}

export interface ExchangePlace extends Place {
  readonly paths: RepositoryPaths;
  readonly machine: Machine;
  /** Whole or not at all, synced. */
  write(path: string, text: string): Promise<void>;
  /** The user's GIT_SSH_COMMAND. */
  readonly ssh: string | undefined;
}

/** What is known of sharing, one for all work trees. */
export const sharingDir = ({ paths }: { readonly paths: Pick<RepositoryPaths, 'commonDir'> }): string =>
  join(paths.commonDir, 'opensession');

/** Where a transfer to an address is made. */
export const transferTo = (place: ExchangePlace, url: string): TransferPlace => ({
  paths: place.paths,
  parent: sharingDir(place),
  address: url,
  ssh: place.ssh,
  owner: transferOwner(place.machine),
});

/** Milliseconds that are left of a budget. */
export type Left = () => number;

export const startBudget = (ms: number): Left => {
  const end = performance.now() + ms;
  return () => Math.max(0, Math.round(end - performance.now()));
};
