import { linkSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { inDirectory } from '../../git/file-error.ts';
import { createHash } from '../../domain/create-hash.ts';
import { asNumber, asString, field, readJson } from '../../domain/json.ts';
import { LONGEST_COMMAND_MS } from '../../domain/longest-command.ts';
import { unfinishedName } from '../../domain/unfinished.ts';
import { readText } from '../read-text.ts';
import type { Machine } from './exchange-place.ts';

const LONGEST_WAIT_MS = 50;

/**
 * Takes a lock file, waiting up to so many milliseconds; null: somebody else holds it. One whose process of this machine is
 * gone is taken over; of another machine's nothing is known, so it stands for a day, or until it is removed.
 * @returns what gives it back
 * @throws no_space, read_only
 */
export const takeLock = async (path: string, machine: Machine, waitMs: number): Promise<(() => void) | null> => {
  const dir = dirname(path);
  inDirectory(dir, () => mkdirSync(dir, { recursive: true }));
  const mine = JSON.stringify({
    pid: machine.pid,
    host: machine.host,
    started: startOf(machine.pid),
    id: crypto.randomUUID(),
  });
  const end = performance.now() + waitMs;
  for (;;) {
    if (inDirectory(dir, () => create(path, mine))) return () => giveBack(path, mine);
    const held = readText(path);
    if (held !== undefined && isAbandoned(held, { path, machine }) && (await takeAway(path, held, machine))) continue;
    if (performance.now() >= end) return null;
    await sleep(1 + Math.random() * LONGEST_WAIT_MS);
  }
};

/**
 * Whole from the first moment: a file that is closed, and then linked into place, so that no reader sees an empty one, be it
 * over a network. It is not synced: who a crash of the machine leaves to is dead, as one cut short by it says as well.
 */
const create = (path: string, text: string): boolean => {
  const temporary = join(dirname(path), unfinishedName(crypto.randomUUID()));
  try {
    writeFileSync(temporary, text, { flag: 'wx', mode: 0o600 });
    linkSync(temporary, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(temporary, { force: true });
  }
};

const giveBack = (path: string, mine: string): void => {
  if (readText(path) === mine) rmSync(path, { force: true });
};

/**
 * Of two that find it abandoned, the later must not take what the earlier just made: only who holds a lock that goes by
 * its name and the abandoned text may remove that text: never the same lock again, where neither holds a text. Nobody asks for
 * that lock twice, so one that a kill leaves goes as an unfinished file does.
 * @returns false: somebody else is at it. @throws no_space, read_only
 */
const takeAway = async (path: string, abandoned: string, machine: Machine): Promise<boolean> => {
  const what = createHash('sha256')
    .update(`${basename(path)}\0${abandoned}`)
    .digest('hex');
  const release = await takeLock(join(dirname(path), unfinishedName(what.slice(0, 16))), machine, 0);
  if (release === null) return false;
  try {
    inDirectory(dirname(path), () => giveBack(path, abandoned));
    return true;
  } finally {
    release();
  }
};

const isAbandoned = (
  held: string,
  { path, machine }: { readonly path: string; readonly machine: Machine },
): boolean => {
  const owner = readJson(held);
  const pid = asNumber(field(owner, 'pid'));
  if (pid === undefined) return true; // cut short by a crash of the machine
  if (field(owner, 'host') !== machine.host) return ageOf(path) > LONGEST_COMMAND_MS;
  return !machine.isAlive(pid) || (asString(field(owner, 'started')) ?? null) !== startOf(pid);
};

/** By the file system's own clock, whose time the directory has in which a file was just made. */
const ageOf = (path: string): number => {
  const [dir, lock] = [dirname(path), path].map((one) => statSync(one, { throwIfNoEntry: false })?.mtimeMs);
  return dir === undefined || lock === undefined ? 0 : dir - lock;
};

/** When the process started, in ticks since the machine did (proc(5), field 22): a pid is used again. null elsewhere. */
const startOf = (pid: number): string | null => {
  const stat = readText(`/proc/${pid}/stat`);
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
};
