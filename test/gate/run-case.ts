/** Plays a case through and says whether the gate judged it as it should, in both modes. */
import { OpenSessionError } from '../../src/domain/errors.ts';
import type { GateReport } from '../../src/domain/gate-report.ts';
import { judgeChange } from '../../src/engine/gate/judge-change.ts';
import { judgeRemoteChange } from '../../src/engine/gate/judge-remote-change.ts';
import type { World } from '../../src/engine/ports.ts';
import { validateGateReport } from '../../src/generated/validate-gate-report.js';
import type { Also, Expected, GateCase, Judged, Script } from './gate-case.ts';
import { openScene, type Scene } from './scene.ts';

export interface Play extends Expected {
  /** `001-plain-commit`, with the variant where there are several. */
  readonly name: string;
  readonly title: string;
  readonly script: Script;
  readonly policy: string | undefined;
  readonly objectFormat: 'sha256' | undefined;
  readonly also: Also | undefined;
}

export interface Outcome {
  readonly play: Play;
  readonly told: { readonly default: string; readonly strict: string };
  /** What is wrong; empty: judged as it should be. */
  readonly wrong: readonly string[];
}

/** Each variant of a case is played on its own. */
export const playsOf = (name: string, one: GateCase): readonly Play[] => {
  const { script, ...rest } = one;
  const play = (own: string, variant: Omit<Partial<Play>, 'name' | 'title'> & { readonly script: Script }): Play => ({
    policy: undefined,
    objectFormat: undefined,
    also: undefined,
    ...rest,
    ...variant,
    name: own,
  });
  if (typeof script === 'function') return [play(name, { script })];
  return Object.entries(script).map(([which, variant]) =>
    play(`${name}: ${which}`, typeof variant === 'function' ? { script: variant } : variant),
  );
};

export const runPlay = async (play: Play): Promise<Outcome> => {
  const scene = await openScene(play);
  try {
    const judged = (await play.script(scene)) ?? {};
    const [loose, strict] = await verdictsOf(scene, judged);
    const after = await judged.after?.();
    const also =
      play.also !== undefined && loose.report !== null && strict.report !== null
        ? play.also({ default: loose.report, strict: strict.report })
        : undefined;
    return {
      play,
      told: { default: loose.verdict, strict: strict.verdict },
      wrong: [
        ...wrongIn(play, 'default', loose),
        ...wrongIn(play, 'strict', strict),
        ...[also, after].filter((one) => one !== undefined),
      ],
    };
  } catch (error) {
    const wrong = [error instanceof Error ? (error.stack ?? error.message) : 'thrown'];
    return { play, told: { default: '?', strict: '?' }, wrong };
  } finally {
    scene.close();
  }
};

interface Told {
  readonly verdict: string;
  /** Code of the error where there is no verdict. */
  readonly error: string | null;
  readonly report: GateReport | null;
}

/**
 * By default, and strictly. Both look at one change that was opened once, with facts that were read once: half of a case's
 * gits are started for them. Not where the case has a world of its own, or is judged between remotes.
 */
const verdictsOf = async (scene: Scene, judged: Judged): Promise<readonly [Told, Told]> => {
  const { base = 'main', head, cwd, remote, world } = judged;
  const own = scene.world(cwd);
  const both = async (from: World): Promise<readonly [Told, Told]> => [
    await verdictOf(scene, { from, judged, strict: false }),
    await verdictOf(scene, { from, judged, strict: true }),
  ];
  if (remote !== undefined || world !== undefined) return both(world?.(own) ?? own);
  let isOpen = false;
  try {
    return await own.change(own.cwd, { base, head }, (change) => {
      isOpen = true;
      const facts = once(() => change.facts());
      return both({ ...own, change: (_dir, _request, work) => work({ ...change, facts }) });
    });
  } catch (error) {
    if (isOpen) throw error;
    return both(own);
  }
};

const once = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
};

const verdictOf = async (
  scene: Scene,
  { from: own, judged, strict }: { readonly from: World; readonly judged: Judged; readonly strict: boolean },
): Promise<Told> => {
  const { base = 'main', head, remote, rerunResults, artifacts } = judged;
  try {
    const { report } =
      remote === undefined
        ? await judgeChange(own, {
            strict,
            base,
            head,
            rerun: rerunResults === undefined,
            rerun_results: rerunResults,
            artifacts,
          })
        : await judgeRemoteChange(own, {
            strict,
            artifacts,
            rerun_results: rerunResults,
            base: { url: remote.base, ref: base },
            head: {
              sha: head ?? (await scene.sh('git rev-parse HEAD')),
              from: remote.fork === undefined ? undefined : { url: remote.fork },
            },
          });
    if (!validateGateReport(report)) throw new Error(JSON.stringify(validateGateReport.errors));
    return { verdict: report.verdict, error: null, report };
  } catch (error) {
    if (!(error instanceof OpenSessionError)) throw error;
    return { verdict: `exit ${error.exitCode}`, error: `${error.code}: ${error.message}`, report: null };
  }
};

const wrongIn = (play: Expected, mode: 'default' | 'strict', told: Told): readonly string[] => {
  const wrong: string[] = [];
  if (told.verdict !== play[mode]) wrong.push(`${mode}: expected ${play[mode]}, found ${told.verdict}`);
  const { main, beside = [] } = play;
  if (told.report === null) {
    if (main === null || told.error?.startsWith(`${main.code}: `) !== true) wrong.push(`${mode}: ${told.error}`);
    return wrong;
  }
  const { findings } = told.report;
  const severity = main?.[mode] ?? null;
  const found = findings.filter(
    ({ code, place }) => code === main?.code && (main.path === undefined || place.path === main.path),
  );
  if (severity === null ? found.length > 0 : !found.some((one) => one.severity === severity))
    wrong.push(`${mode}: expected ${main?.code} as ${severity ?? 'nothing'}, found ${JSON.stringify(found)}`);
  const stray = findings.filter(
    ({ code, severity }) => severity !== 'note' && code !== main?.code && !beside.includes(code),
  );
  for (const { code, severity, message } of stray) wrong.push(`${mode}: ${severity} ${code}: ${message}`);
  return wrong;
};
