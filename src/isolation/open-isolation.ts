import { randomUUID } from 'node:crypto';
import { existsSync, readlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { enclosingCommand, type Scratch } from './enclosing-command.ts';
import { freeUid } from './free-uid.ts';
import type { EnclosedCommand, EnclosedEnd, Isolation, Way } from './isolation.ts';
import { endMarked, endOnce, isEmptied } from './left-behind.ts';
import { hiddenPaths } from './hidden-paths.ts';
import { holesIn, probeCommand } from './probe.ts';
import { type BoundedEnd, endBounded, runBounded } from './run-bounded.ts';
import { scratchesGone, withScratch } from './scratch.ts';
import { type Sight, seenPaths } from './seen-paths.ts';

export interface IsolationPlace {
  /** Of whoever runs this; only PATH gets through, and with `runOpenly` what names an installed tool. */
  readonly env: { readonly [name: string]: string | undefined };
  /** Directories that are not seen, and of which no program is taken: the repository. */
  readonly hidden: readonly string[];
  /** Where scratch directories are made. */
  readonly tmp: string;
  /** Of this process; undefined where there are none (Windows). */
  readonly uid: number | undefined;
}

export const openIsolation = (place: IsolationPlace): Isolation => {
  let known: Promise<Way> | undefined;
  const way = (): Promise<Way> => (known ??= findWay(place));
  return {
    way,
    run: async (command, fill) => {
      const found = await way();
      if (found.kind === 'none') return notRun(found.reason);
      if (command.network && found.kind === 'user-namespace')
        return notRun('with the network, only another user is isolated, and only root can make one');
      return enclosed(place, { command, uid: uidFor(found) }, fill);
    },
    runOpenly: (command, fill) => opened(place, command, fill),
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
      command: probeCommand(canary, secretOf(place)),
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
    const unisolated = (await whyNot(ended))?.replaceAll(`${dirname(scratch.root)}/`, '') ?? null;
    // the command cannot say so: the descriptor is closed to it
    if (/^unprepared$/m.test(ended.said)) return { code: null, ended: 'setup', output, unisolated };
    return { code: ended.code, ended: ended.ended, output, unisolated };
  });

const sightOf = (place: IsolationPlace, isOther: boolean): Sight =>
  seenPaths(place.env['PATH'] ?? '', {
    hidden: secretOf(place),
    home: place.env['HOME'] || null,
    isOther,
  });

const secretOf = ({ env, hidden, tmp }: IsolationPlace): readonly string[] => [...hidden, tmp, ...hiddenPaths(env)];

/** Its first process says that all is in place; and at the end nothing of its namespace may be left. */
const whyNot = async ({ said, failed, output, ended }: BoundedEnd): Promise<string | null> => {
  const [, namespace] = /^ready (pid:\[\d+\])$/m.exec(said) ?? [];
  if (failed !== null) return `no namespaces can be made here: ${failed}`;
  if (namespace === undefined)
    return ended === null ? `no namespaces can be made here: ${firstLine(output)}` : 'they were not made in time';
  return (await isEmptied(namespace)) ? null : 'what it started did not end';
};

const firstLine = (text: string): string => (text.trim().split('\n')[0] ?? '').slice(0, 300) || 'it is not said why';

const opened = (
  place: IsolationPlace,
  command: EnclosedCommand,
  fill: (dir: string) => Promise<void>,
): Promise<EnclosedEnd> =>
  withScratch(place.tmp, async (scratch) => {
    await fill(scratch.head);
    const unisolated = 'it was asked for without';
    const began = performance.now();
    if (command.setup !== '') {
      const { code, ended, output } = await openly(place, { ...command, command: command.setup }, scratch);
      if (code !== 0) return { code: null, ended: ended ?? 'setup', output, unisolated };
    }
    const limitMs = Math.max(1, command.limitMs - (performance.now() - began));
    const { code, ended, output } = await openly(place, { ...command, limitMs }, scratch);
    return { code, ended, output, unisolated };
  });

const openly = async (
  place: IsolationPlace,
  { command, cwd, limitMs }: EnclosedCommand,
  { head, tmp }: Scratch,
): Promise<BoundedEnd> => {
  const marker = randomUUID();
  const entry = `OPENSESSION_RERUN=${marker}`;
  const ended = await runBounded({
    argv: ['sh', '-c', `cd "./$0" || exit 127\n${command}`, cwd],
    cwd: head,
    env: { ...toolsOf(place), TMPDIR: tmp, LANG: 'C.UTF-8', CI: 'true', OPENSESSION_RERUN: marker },
    limitMs,
    endAll: () => void endOnce(entry),
  });
  await endMarked(entry);
  return ended.failed === null ? ended : { ...ended, output: ended.failed };
};

/** Where tools are installed; nothing else of the environment is passed on. */
const TOOLS = ['HOME', 'CARGO_HOME', 'RUSTUP_HOME', 'JAVA_HOME', 'GOROOT', 'DOTNET_ROOT', 'SystemRoot'];

const toolsOf = (place: IsolationPlace): { readonly [name: string]: string } => ({
  PATH: sightOf(place, true).path,
  ...Object.fromEntries(TOOLS.flatMap((name) => (place.env[name] === undefined ? [] : [[name, place.env[name]]]))),
});
