import { isAbsolute } from 'node:path';
import type { SessionSource } from '../agents/agent.ts';
import type { SessionFacts, SessionPlace } from '../contract/facts.ts';
import type { Handoff } from '../domain/handoff.ts';
import type { FactsResult } from '../git/repository-facts.ts';
import { warmRedaction } from '../redact/warm-redaction.ts';
import { type ComposedFacts, composeFacts, runDirectories } from './compose-facts.ts';
import type { World } from './ports.ts';
import { agentOf, readSession, type ReadSession } from './read-session.ts';
import { scriptTable } from './script-table.ts';
import { skimDirectory } from './skim-session.ts';
import { type SourceStamp, stampSource } from './source-stamp.ts';
import { type Asking, toldTogether } from './told-together.ts';

export interface BuiltHandoff extends ComposedFacts {
  readonly source: SessionSource;
  /** Of the source before it was read. */
  readonly stamp?: SourceStamp;
}

export interface BuildOptions {
  /** Puts the report of all rules into each handoff. */
  readonly validate?: boolean;
  /** Takes each source's fingerprint before it is read, for an artifact. */
  readonly stamp?: boolean;
}

/**
 * Each source's handoff, in their order: log → facts → redacted → composed. What one of them calls a secret is redacted
 * in all. @throws what reading a log throws
 */
export const buildHandoffs = (
  world: World,
  sources: readonly SessionSource[],
  options: BuildOptions = {},
): Promise<readonly BuiltHandoff[]> =>
  toldTogether(
    world,
    sources.map((source) => (asking) => buildHandoff(world, source, { ...options, asking })),
  );

/** One of several that are told of together. @throws what reading a log throws */
export const buildHandoff = async (
  world: World,
  source: SessionSource,
  options: BuildOptions & { readonly asking: Asking },
): Promise<BuiltHandoff> => {
  const stamp = options.stamp === true ? await stampSource(world, source) : undefined;
  const { handoff, said } = await compose(world, source, options.asking);
  const whole = options.validate === true ? await withReport(handoff) : handoff;
  return { handoff: whole, source, said, ...(stamp === undefined ? {} : { stamp }) };
};

/** The rules come with the compiled schemas, which nobody has to load who asks for no report. */
const withReport = async (handoff: Handoff): Promise<Handoff> => {
  const { reportOn } = await import('./report-on.ts');
  return { ...handoff, validation: await reportOn(handoff) };
};

const compose = async (world: World, source: SessionSource, asking: Asking): Promise<ComposedFacts> => {
  const near = await skimDirectory(world, agentOf(world, source), source);
  const read = await readIn(world, source, near);
  // it stood further behind than a skim looks: all paths are told anew, from there
  const late = near === null ? (read.head.cwd ?? null) : null;
  const { facts, cwd, described } = late === null ? read : await readIn(world, source, late);
  const [result] = await Promise.all([described, warmRedaction()]);
  return composeFacts(world, facts, {
    result: result ?? { known: false, reason: cwd === null ? NO_CWD : NO_PLACE },
    elsewhere: asking({ source, cwd }),
  });
};

interface ReadInPlace extends ReadSession {
  readonly cwd: string | null;
  /** What git says of the repository there; undefined: there is no place to ask. */
  readonly described: Promise<FactsResult> | undefined;
}

const readIn = async (world: World, source: SessionSource, cwd: string | null): Promise<ReadInPlace> => {
  // git's children run while the log is read: the larger this process is, the slower it starts them
  const pending = cwd === null || !isAbsolute(cwd) ? null : world.repository(cwd);
  const root = pending === null ? null : await pending.root;
  const { facts, head } = await readSession(world, source, placeOf(world, { root, cwd }));
  const described = pending?.finish({
    startedAt: facts.started_at,
    endedAt: facts.ended_at,
    startCommit: head.start_commit ?? null,
    commits: facts.commits.map(({ id, seen }) => ({ id, at: seen.at })),
    claimedPaths: claimedPaths(facts),
    ...(facts.sweeps === undefined ? {} : { sweeps: facts.sweeps }),
    askedPaths: [...new Set([...outputs(facts), ...runDirectories(facts)])],
  });
  return { facts, head, cwd, described };
};

const NO_CWD = 'the log does not say where the session ran';
/** A path of another system, or a relative one: it would be looked up from wherever this process runs. */
const NO_PLACE = 'the session ran in a directory that has no absolute path on this machine';

/** Where a repository is not there any more, the session's own directory stands for its root. */
const placeOf = (world: World, { root, cwd }: { root: string | null; cwd: string | null }): SessionPlace => ({
  root: root ?? cwd,
  ...(root === null ? { guessed: true } : {}),
  ...rootByLink(world, { root, cwd }),
  cwd,
  home: world.place.home,
  script: scriptTable(world, root),
});

/** git tells the root without links; a session that came through one names all its files so. */
const rootByLink = (
  { files }: World,
  { root, cwd }: { readonly root: string | null; readonly cwd: string | null },
): Pick<SessionPlace, 'root_by_link'> => {
  if (root === null || cwd === null) return {};
  const real = files.realPath(cwd).replaceAll('\\', '/');
  const rest = real === root || real.startsWith(`${root}/`) ? real.slice(root.length) : null;
  const isLinked = rest !== null && real !== cwd && cwd.endsWith(rest);
  return isLinked ? { root_by_link: cwd.slice(0, cwd.length - rest.length) } : {};
};

/** Everything inside whose state git is asked for: what was changed at any time, so that ignored paths are known too. */
const claimedPaths = (facts: SessionFacts): readonly string[] => [
  ...new Set(
    facts.files.flatMap(({ path, from, inside }) => (inside ? [path, ...(from === undefined ? [] : [from])] : [])),
  ),
];

/** What builds leave behind has the name of a folder that some repositories hold. */
const outputs = ({ changes }: SessionFacts): readonly string[] =>
  changes.flatMap(({ path, inside, output }) => (inside && output ? [path] : []));
