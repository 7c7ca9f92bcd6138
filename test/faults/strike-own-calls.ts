/**
 * The command itself is killed at its first, second, … call that changes a file of its own: queue, locks, records, scratch. In
 * the short form at one of each name, another in every run: processor time is what CI lacks.
 */
import { existsSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { brokenPromises, endOf, leftovers, orphansEnded, userState, userWork } from './arena.ts';
import {
  type ExchangeArena,
  IDS,
  PUSH,
  ageUnfinished,
  brokenRemote,
  change,
  exchangeArena,
  lostThere,
  saveMarked,
  tipsIn,
  unqueued,
  unsettled,
} from './exchange-arena.ts';
import { MOVING, type Point, WRITING, atEachCall, killing, said, tracing } from './at-each-call.ts';
import type { FaultRun } from './fault.ts';

/** A plain command follows each of so many kills. */
const BETWEEN = 4;

export interface Struck {
  readonly covered: readonly string[];
  readonly problems: readonly string[];
}

export const strikeOwnCalls = async (run: FaultRun): Promise<Struck> => {
  const at = exchangeArena(run, 'own-calls');
  userWork(at);
  const before = userState(at);
  const log = at.log('11111111-0000-4000-8000-000000000002');
  const save = ['session', 'handoff', 'save', log, '--artifact-id', 'saved', '--json'];
  await saveMarked(at, IDS, 'first');
  for (const args of [save, PUSH]) await plain(at, args); // compiles what they load: no call of theirs later
  // most writes are into pipes, the others into files that have no name yet, or nobody reads
  const calls = run.form === 'long' ? WRITING : MOVING;
  let round = 0;
  const next = () => change(at, ++round);
  const struck = [
    await sweep({ at, run, calls, name: 'save', args: save, next }),
    await sweep({ at, run, calls, name: 'push', args: PUSH, next }),
  ];
  const problems = struck.flatMap((one) => one.problems);
  problems.push(...(await brokenPromises(at, [])), ...brokenRemote(at));
  if (userState(at) !== before) problems.push('the user’s index, HEAD, refs, configuration or files changed');
  return { covered: struck.flatMap((one) => one.covered), problems };
};

interface Sweep {
  readonly at: ExchangeArena;
  readonly run: FaultRun;
  readonly calls: readonly string[];
  readonly name: string;
  readonly args: readonly string[];
  /** Makes what there is to push, under another name each time. */
  readonly next: () => Promise<readonly string[]>;
}

const sweep = async ({ at, run, calls, name, args, next }: Sweep): Promise<Struck> => {
  const problems: string[] = [];
  const saved: string[] = [];
  const settle = async (point: Point): Promise<void> => {
    await orphansEnded(at);
    ageUnfinished(at);
    const scratch = leftovers(at).filter((path) => path.startsWith(at.env['TMPDIR'] ?? ''));
    for (const path of scratch) utimesSync(path, 1, 1);
    const told = [...(await plain(at, args))];
    if (name === 'save') told.push(...(await plain(at, PUSH)));
    told.push(...unsettled(at), ...lostThere(at, saved));
    if (name === 'save') told.push(...scratch.filter((path) => existsSync(path)).map((path) => `left: ${path}`));
    problems.push(...told.map((problem) => `after ${name} at ${said(point)}: ${problem}`));
  };
  let kills = 0;
  const below = (words: readonly string[]) =>
    endOf([...words, ...run.opensession, ...args], { cwd: at.repo, env: at.env });
  const whole = async (): Promise<string> => {
    saved.push(...(await next()));
    const file = join(at.base, `${name}.trace`);
    const { code } = await below(tracing(calls, file));
    if (code !== 0) problems.push(`${name} ended with ${code}`);
    return file;
  };
  const strike = async (point: Point): Promise<boolean> => {
    if (name === 'push') saved.push(...(await next()));
    const there = tipsIn(at, at.remote);
    const { code } = await below(killing(point));
    if (name === 'push')
      problems.push(...unqueued(at, there).map((problem) => `${name} at ${said(point)}: ${problem}`));
    if (code !== null && code !== 0) problems.push(`${name} at ${said(point)} ended with ${code}`);
    if (code !== 0 && ++kills % BETWEEN === 0) await settle(point);
    return code !== 0;
  };
  const anyOne = (changing: readonly number[]) => {
    const any = Math.floor(run.random() * changing.length);
    return changing.slice(any, any + 1);
  };
  const swept = await atEachCall(calls, { whole, strike, among: run.form === 'long' ? null : anyOne });
  if (kills % BETWEEN !== 0) await settle({ call: 'the last', n: kills });
  return { covered: [`${name} itself ${swept.covered}`], problems: [...problems, ...swept.problems] };
};

const plain = async (at: ExchangeArena, args: readonly string[]): Promise<readonly string[]> => {
  const { code, stdout, stderr } = await at.cli(args);
  return code === 0 ? [] : [`a plain command ended with ${code}: ${(stderr + stdout).slice(0, 300)}`];
};
