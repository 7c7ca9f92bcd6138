import { basename, join } from 'node:path';
import { asNumber, asString, field, readJson } from '../../domain/json.ts';
import { LONGEST_COMMAND_MS } from '../../domain/longest-command.ts';
import { NAMESPACE } from '../../domain/refs.ts';
import type { LeftEntry, Upkeep } from '../../store/upkeep.ts';
import { type Ailment, type DoctorCheck, type Examined, told } from './doctor-check.ts';

/** Git holds a lock of a ref for milliseconds. */
const OLD_MS = 10 * 60 * 1000;
/** Where the system does not tell whether a git is at work. */
const OLD_UNSEEN_MS = 60 * 60 * 1000;

/** A killed git leaves `<ref>.lock`, and nothing can write that ref any more. */
export const staleLocks: DoctorCheck = {
  id: 'stale_locks',
  description: 'no lock of ours was left behind by a process that is gone',
  look: (world, examined) => {
    if (examined === null) return [];
    const { upkeep } = world;
    const age = ({ modified_ms }: LeftEntry) => world.clock.now().getTime() - modified_ms;
    const isLock = ({ path, kind }: LeftEntry) => kind === 'file' && path.endsWith('.lock');
    const refs = upkeep.entries(join(examined.paths.commonDir, NAMESPACE), { deep: true }).filter(isLock);
    const own = upkeep.entries(join(examined.paths.commonDir, 'opensession')).filter(isLock);
    const judgeRef = refLockJudge(upkeep, examined);
    return [
      ...refs.map((entry) => judgeRef(entry, age(entry))),
      ...own.map((entry) => ownLock(upkeep, entry, age(entry))),
      ...upkeep
        .entries(examined.paths.commonDir)
        .filter((entry) => OF_ALL_REFS.has(basename(entry.path)) && age(entry) >= OLD_MS)
        .map(({ path }) => told('warning', `${path}: while it is there no ref can be deleted`, GITS_OWN)),
    ];
  },
};

/** The lock, and what git writes while it holds it: a killed git leaves either. */
const OF_ALL_REFS: ReadonlySet<string> = new Set(['packed-refs.lock', 'packed-refs.new']);

/** Of all refs: ours to tell, not to remove. */
const GITS_OWN = 'if no git works here, remove that file';

/** A lock of git's names nobody: it is stale if it is old and no git works here. */
const refLockJudge = (upkeep: Upkeep, { paths }: Examined): ((entry: LeftEntry, age: number) => Ailment) => {
  let known: boolean | null | undefined;
  return (entry, age) => {
    if (known === undefined)
      known = upkeep.isGitAt([paths.commonDir, paths.gitDir, ...(paths.root === null ? [] : [paths.root])]);
    if (known === true) return held(entry, 'a git is at work here');
    if (age < (known === null ? OLD_UNSEEN_MS : OLD_MS)) return held(entry, `it is ${seconds(age)} s old`);
    return stale(entry, age);
  };
};

/** A lock of our own names its process. */
const ownLock = (upkeep: Upkeep, entry: LeftEntry, age: number): Ailment => {
  const owner = readJson(upkeep.text(entry.path) ?? '');
  const pid = asNumber(field(owner, 'pid'));
  const host = asString(field(owner, 'host'));
  const isHere = host === undefined || host === upkeep.host;
  if (!isHere && age < LONGEST_COMMAND_MS) {
    // what stands before the name comes of the id of the machine: nothing to pass on
    const what = `${entry.path} is held on ${host.replace(/^.*@/, '')}, another machine, container or version of this tool`;
    return told('warning', what, 'if nothing runs there any more, remove the file');
  }
  if (isHere && pid !== undefined && upkeep.isAlive(pid)) return held(entry, `process ${pid} holds it`);
  return age < OLD_MS ? held(entry, `it is ${seconds(age)} s old`) : stale(entry, age);
};

const stale = (entry: LeftEntry, age: number): Ailment => ({
  severity: 'error',
  what: `${entry.path} was left behind ${seconds(age)} s ago: what it locks cannot be written`,
  hint: null,
  fix: { kind: 'remove', entry },
});

const held = ({ path }: LeftEntry, why: string): Ailment => told('note', `${path} may be in use: ${why}`);

const seconds = (ms: number): number => Math.round(ms / 1000);
