/**
 * Directories of ours below the system's temporary one say whose they are, in a file: a name alone may be anybody's. What
 * has no such file and holds anything is never deleted.
 */
import { asNumber, asString, field, readJson } from './json.ts';

/** So do all their names begin. */
export const SCRATCH_PREFIX = 'opensession-';
export const OWNER_FILE = '.opensession-owner.json';

export interface ScratchOwner {
  /** Of the directory itself: a copy of it under another name is not ours. */
  readonly name: string;
  readonly pid: number;
  readonly host: string;
}

export const ownerText = ({ name, pid, host }: ScratchOwner): string => `${JSON.stringify({ name, pid, host })}\n`;

/** What the file in the directory of that name says; undefined: it is not ours. */
export const readOwner = (text: string, name: string): ScratchOwner | undefined => {
  const value = readJson(text);
  const pid = asNumber(field(value, 'pid'));
  const host = asString(field(value, 'host'));
  if (!name.startsWith(SCRATCH_PREFIX) || field(value, 'name') !== name) return undefined;
  return pid === undefined || host === undefined ? undefined : { name, pid, host };
};

/** Of another machine's processes nothing is known: theirs stay. */
export const isOrphan = (
  { pid, host }: ScratchOwner,
  here: { readonly host: string; isAlive(pid: number): boolean },
): boolean => host === here.host && !here.isAlive(pid);
