/** Facts of a session and of its repository → judged, redacted, composed, within the limits. */
import { type JudgedChecks, judgeChecks, lastRuns } from '../contract/checks/judge-checks.ts';
import { isBroad } from '../contract/checks/looks-at.ts';
import { composeHandoff } from '../contract/compose-handoff.ts';
import type { SaidChange } from '../binding/said-change.ts';
import type { FileFact, SessionFacts, Sweep } from '../contract/facts.ts';
import { settleFiles } from '../contract/files/settle-files.ts';
import { withSwept } from '../contract/files/swept-facts.ts';
import { unnamedChanges } from '../contract/files/unnamed-changes.ts';
import { fitBudget } from '../contract/fit-budget.ts';
import type { Handoff } from '../domain/handoff.ts';
import type { FactsResult } from '../git/repository-facts.ts';
import { type AskElsewhere, redactFacts } from '../redact/redact-facts.ts';
import { logBlobs } from './log-blobs.ts';
import type { World } from './ports.ts';
import type { SaidBySession } from './record-states.ts';

export interface ComposedFacts {
  readonly handoff: Handoff;
  /** Raw, for what a save records of the repository. */
  readonly said: SaidBySession;
}

/** Directories within the repository in which checks ran. */
export const runDirectories = ({ runs }: SessionFacts): readonly string[] => [
  ...new Set(runs.flatMap(({ cwd }) => (isBroad(cwd) ? [] : [cwd]))),
];

/** Who is asked beside the facts. */
export interface Asked {
  /** What git says of the repository; not known: the log alone speaks. */
  readonly result: FactsResult;
  /** What the rest of the session says of words that may be secrets; absent: it was redacted as a whole. */
  readonly elsewhere?: AskElsewhere;
}

export const composeFacts = async (
  world: Pick<World, 'version' | 'place'>,
  { sweeps = [], untold_at, ...facts }: SessionFacts,
  { result, ...asked }: Asked,
): Promise<ComposedFacts> => {
  const ignored: ReadonlySet<string> = result.known ? result.ignored : new Set();
  const existed = (path: string): boolean | undefined => (result.known ? result.existsAtBase(path) : undefined);
  const settled = settleFiles(facts.files, {
    existsAtBase: existed,
    isAsAtBase: (path) => (result.known ? result.isAsAtBase(path) : undefined),
  });
  const swept = result.known ? result.swept : [];
  const files = withSwept(settled, { swept, sweeps });
  const changes = facts.changes.filter(({ path, output }) => output !== true || existed(path) === true);
  const unheld = new Set(runDirectories(facts).filter((directory) => existed(directory) === false));
  const judged: JudgedChecks = judgeChecks(facts.runs, changes, { ignored, unheld });
  const start = result.known ? result.repository.base_commit : null;
  const known = { home: world.place.home, ...asked };
  const { value, redaction, secrets } = await redactFacts(
    {
      facts: {
        ...facts,
        changes: unnamedChanges(changes, files, ignored),
        runs: lastRuns(facts.runs, judged),
        files: files.map(({ full_text: _, ...file }) => file),
      },
      judged,
      ignored: [...ignored],
      // an id of what git ignores is not told: it may be of a short secret
      blobs: await logBlobs(
        files.filter(({ path }) => !ignored.has(path)),
        result.known ? result.repository.object_format : 'sha1',
      ),
      repository: result.known ? result.repository : null,
      // git's own words, and paths out of the log
      reason: result.known ? null : result.reason,
    },
    known,
  );
  const handoff = fitBudget(
    composeHandoff(value.facts, {
      producerVersion: world.version,
      judged: value.judged,
      repository: value.repository,
      repositoryReason: value.reason,
      redaction,
      ignored: new Set(value.ignored),
      logBlobs: new Map(value.blobs.map(({ path, blob }) => [path, blob])),
    }),
  );
  const checked_at = facts.runs.map(({ seen }) => seen.at);
  // what was swept is claimed by the states that the trees have of it, and not by its name alone
  const saidChanges = [...settled.map(saidChange), ...sweeps.map(saidSweep)];
  return {
    handoff,
    said: { start, changes: saidChanges, checked_at, secrets, untold_at: untold_at ?? null },
  };
};

const saidChange = ({ path, inside, action, from, by, last, as_it_was, is_link }: FileFact): SaidChange => ({
  path,
  inside,
  action,
  by: by.includes('edit-tool') ? 'edit-tool' : 'shell',
  at: last.at,
  ...(from === undefined ? {} : { from }),
  ...(as_it_was === undefined ? {} : { as_it_was }),
  ...(is_link === undefined ? {} : { is_link }),
});

const saidSweep = ({ last, until, ...swept }: Sweep): SaidChange => ({
  path: swept.path,
  inside: true,
  action: 'deleted',
  by: 'shell',
  at: last.at,
  swept,
  ...(until === undefined ? {} : { until }),
});
