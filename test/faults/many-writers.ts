import { type Arena, arena, brokenPromises, leftovers, userState, userWork } from './arena.ts';
import { type Fault, ran } from './fault.ts';

const WRITERS = 16;
const SAVES = 100;

/** Saves beside each other, timed against the same objects and refs written by git's own plumbing. */
export const manyWriters: Fault = {
  id: 'A4',
  name: 'many writers, distinct artifacts',
  // the ratio is told beside its target and fails nothing: another load of the machine is no fault of ours
  target: '1,600 of 1,600; ≤ 3 × raw git',
  run: async (run) => {
    const ours = arena(run, 'ours');
    userWork(ours);
    const before = userState(ours);
    const saved = await writers(ours, 'save-distinct', SAVES);
    // the floor takes long: in the short form a tenth of it is measured
    const share = run.form === 'long' ? 1 : 10;
    const raw = await writers(arena(run, 'raw'), 'save-raw', SAVES / share);
    const ratio = saved.ms / (raw.ms * share);
    const problems = [...saved.problems, ...raw.problems, ...(await brokenPromises(ours, saved.reported))];
    if (saved.reported.length !== WRITERS * SAVES) problems.push(`${saved.reported.length} were reported as saved`);
    const found = ours.git('for-each-ref', '--format=x', 'refs/opensession/').split('\n').length;
    if (found !== WRITERS * SAVES) problems.push(`${found} are there`);
    if (userState(ours) !== before) problems.push('the user’s index, HEAD, refs, configuration or files changed');
    problems.push(...leftovers(ours).map((path) => `left behind: ${path}`));
    return ran(
      `${WRITERS} processes × ${SAVES} saves`,
      `${found} of ${WRITERS * SAVES}; ${(saved.ms / 1000).toFixed(1)} s, ${ratio.toFixed(2)} × raw git`,
      problems,
    );
  },
};

/** Sixteen processes of a script, each with a name of its own, and what they say that they saved. */
const writers = async (at: Arena, script: string, count: number) => {
  const start = performance.now();
  const runs = await Promise.all(
    Array.from({ length: WRITERS }, (_, writer) => at.script(script, [at.repo, `w${writer}`, String(count)])),
  );
  return {
    ms: performance.now() - start,
    problems: runs.filter(({ code }) => code !== 0).map(({ stderr }) => `a writer failed: ${stderr.slice(-300)}`),
    reported: runs.flatMap(({ stdout }) => reportedIn(stdout)),
  };
};

/** Whole lines `REF COMMIT` of a script's output. */
export const reportedIn = (stdout: string): { readonly ref: string; readonly commit: string }[] =>
  [...stdout.matchAll(/^(refs\/\S+) ([0-9a-f]{40,64})\n/gm)].map(([, ref = '', commit = '']) => ({ ref, commit }));
