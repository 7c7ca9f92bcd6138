import { existsSync, readlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { enclosingCommand } from './enclosing-command.ts';
import { freeUid } from './free-uid.ts';
import { type IsolationPlace, secretsOf, sightOf } from './isolation-place.ts';
import type { EnclosedCommand, EnclosedEnd, Isolation, Way } from './isolation.ts';
import { isEmptied } from './left-behind.ts';
import { holesIn, probeCommand } from './probe.ts';
import { type BoundedEnd, endBounded, runBounded } from './run-bounded.ts';
import { runOpenly } from './run-openly.ts';
import { scratchesGone, withScratch } from './scratch.ts';
import { unseenPrograms } from './unseen-programs.ts';

export const openIsolation = (place: IsolationPlace): Isolation => {
  let known: Promise<Way> | undefined;
  const way = (): Promise<Way> => (known ??= findWay(place));
  return {
    way,
    run: async (given, fill) => {
      // where nothing prepares it, nothing needs the network
      const command = given.network === 'setup' && given.setup === '' ? { ...given, network: false } : given;
      const found = await way();
      if (found.kind === 'none') return notRun(found.reason);
      if (command.network !== false && found.kind === 'user-namespace')
        return notRun('with the network, only another user is isolated, and only root can make one');
      return enclosed(place, { command, uid: uidFor(found) }, fill);
    },
    unseen: async (names) => {
      const { kind } = await way();
      if (kind === 'none') return [];
      const isOther = kind === 'other-user';
      const { PATH: given = '', HOME: home = '' } = place.env;
      const found = unseenPrograms(names, { given, sight: sightOf(place, isOther), isOther });
      // a report goes to people who need not know whose home it was
      const short = (path: string): string =>
        home !== '' && path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path;
      return found.map(({ name, here, there }) => ({
        name,
        here: short(here),
        there: there === null ? null : short(there),
      }));
    },
    runOpenly: (command, fill) => runOpenly(place, command, fill),
  };
};

/** Ends all that runs, and starts nothing any more. Resolves when nothing is left of it, and of its directories. */
export const endEnclosed = async (): Promise<void> => {
  endBounded();
  await scratchesGone();
};

const notRun = (unisolated: string): EnclosedEnd => ({ code: null, ended: null, output: '', unisolated });

const uidFor = ({ kind }: Way): number | null => (kind === 'other-user' ? freeUid() : null);

/** Nothing is assumed of a machine: a command that tries to get out is run the same way, and must not. */
const findWay = async (place: IsolationPlace): Promise<Way> => {
  if (place.uid === undefined || !existsSync('/proc/self/ns/pid'))
    return { kind: 'none', reason: 'this system has no namespaces' };
  // root in a user namespace would still be root to the kernel's settings and to its own files
  const kind = place.uid === 0 ? 'other-user' : 'user-namespace';
  return withScratch(place.tmp, async ({ home }) => {
    const canary = join(home, 'canary');
    writeFileSync(canary, '', { mode: 0o600 });
    const command = {
      setup: '',
      command: probeCommand(canary, secretsOf(place)),
      cwd: '.',
      network: false,
      limitMs: PROBE_MS,
    };
    const { code, output, unisolated } = await enclosed(place, { command, uid: uidFor({ kind }) }, async () => {});
    if (unisolated !== null) return { kind: 'none', reason: unisolated };
    const holes = holesIn(output, { pid: ownNamespace('pid'), mnt: ownNamespace('mnt'), net: ownNamespace('net') });
    if (code !== 0 || holes.length > 0)
      return { kind: 'none', reason: holes[0] ?? 'a command that only looks around fails there' };
    return { kind };
  });
};

const PROBE_MS = 20_000;

const ownNamespace = (name: string): string => readlinkSync(`/proc/self/ns/${name}`);

const enclosed = (
  place: IsolationPlace,
  { command, uid }: { readonly command: EnclosedCommand; readonly uid: number | null },
  fill: (dir: string) => Promise<void>,
): Promise<EnclosedEnd> =>
  withScratch(place.tmp, async (scratch) => {
    await fill(scratch.head);
    const { path, steps } = sightOf(place, uid !== null);
    const ended = await runBounded({
      argv: enclosingCommand({ ...command, scratch, uid, path, steps }),
      cwd: scratch.root,
      env: { PATH: path, LC_ALL: 'C' },
      limitMs: command.limitMs,
    });
    const { output } = ended;
    const unisolated = (await whyNot(ended, command))?.replaceAll(`${dirname(scratch.root)}/`, '') ?? null;
    // the command cannot say so: the descriptor is closed to it
    const [, status] = UNPREPARED.exec(ended.said) ?? [];
    if (status !== undefined) return { code: Number(status), ended: 'setup', output, unisolated };
    return { code: ended.code, ended: ended.ended, output, unisolated };
  });

/** Its first process says that all is in place; and at the end nothing of its namespace may be left. */
const whyNot = async (
  { said, failed, output, ended }: BoundedEnd,
  { network }: Pick<EnclosedCommand, 'network'>,
): Promise<string | null> => {
  const [, namespace] = /^ready (pid:\[\d+\])$/m.exec(said) ?? [];
  if (failed !== null) return `no namespaces can be made here: ${failed}`;
  if (namespace === undefined)
    return ended === null ? `no namespaces can be made here: ${firstLine(output)}` : 'they were not made in time';
  if (!(await isEmptied(namespace))) return 'what it started did not end';
  const [, own] = /^alone (net:\[\d+\])$/m.exec(said) ?? [];
  const isAlone = own !== undefined && own !== ownNamespace('net');
  // it was ended, or the setup failed, before the command began
  const isBegun = ended === null && !UNPREPARED.test(said);
  return network === 'setup' && isBegun && !isAlone ? 'the network of the setup could not be taken away' : null;
};

const UNPREPARED = /^unprepared (\d+)$/m;

const firstLine = (text: string): string => (text.trim().split('\n')[0] ?? '').slice(0, 300) || 'it is not said why';
