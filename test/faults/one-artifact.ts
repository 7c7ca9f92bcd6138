import { PREFIX, arena, brokenPromises, leftovers, userState, userWork } from './arena.ts';
import { type Fault, ran } from './fault.ts';
import { reportedIn } from './many-writers.ts';

const WRITERS = 16;
const UPDATES = 25;

export const oneArtifact: Fault = {
  id: 'A5',
  name: 'many writers, one artifact',
  target: '400 of 400, one line of history',
  run: async (run) => {
    const at = arena(run, 'one');
    userWork(at);
    const before = userState(at);
    const start = performance.now();
    const runs = await Promise.all(
      Array.from({ length: WRITERS }, (_, writer) =>
        at.script('append-one', [at.repo, 'shared', `w${writer}`, String(UPDATES)]),
      ),
    );
    const seconds = (performance.now() - start) / 1000;
    const reported = runs.flatMap(({ stdout }) => reportedIn(stdout));
    const failed = runs.filter(({ code }) => code !== 0);
    const problems = [
      ...failed.map(({ stderr }) => `a writer failed: ${stderr.slice(-300)}`),
      ...(await brokenPromises(at, reported)),
      ...leftovers(at).map((path) => `left behind: ${path}`),
    ];
    const versions = Number(at.git('rev-list', '--count', `${PREFIX}shared`));
    const texts = new Set(
      at.git('log', '--format=%(trailers:key=Updated,valueonly,separator=)', `${PREFIX}shared`).split('\n'),
    );
    if (versions !== WRITERS * UPDATES || texts.size !== versions)
      problems.push(`${versions} versions, ${texts.size} distinct`);
    if (at.git('rev-list', '--min-parents=2', `${PREFIX}shared`) !== '') problems.push('the history forks');
    if (userState(at) !== before) problems.push('the user’s index, HEAD, refs, configuration or files changed');
    return ran(
      `${WRITERS} processes × ${UPDATES} updates`,
      `${texts.size} of ${WRITERS * UPDATES}; ${seconds.toFixed(1)} s`,
      problems,
    );
  },
};
