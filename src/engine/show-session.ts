import type { SessionSource } from '../agents/agent.ts';
import { OpenSessionError } from '../domain/errors.ts';
import { shellWord } from '../domain/shell-word.ts';
import type { Handoff } from '../domain/handoff.ts';
import { buildHandoffs } from './build-handoff.ts';
import { branchSources, isOnBranch } from './find-branch-session.ts';
import type { World } from './ports.ts';
import { resolveSources } from './resolve-source.ts';

/** What a person sees of a session at a glance: parts of its handoff, redacted. */
export interface ShownSession extends Pick<
  Handoff,
  'session_id' | 'tool' | 'model' | 'objective' | 'started_at' | 'ended_at' | 'duration_seconds' | 'stats'
> {
  readonly prompts: Handoff['user_messages'];
  readonly files: Handoff['files_modified'];
  readonly checks: Handoff['verification']['checks'];
  readonly redaction: Handoff['redaction'];
  /** Where it was read: a local log, or the branch. */
  readonly from: 'log' | 'branch';
  /** The local log, absolute; null: it was read from the branch. */
  readonly path: string | null;
  /** Which session of a store that holds several; null: the log holds it alone. */
  readonly key: string | null;
}

/** @throws session_not_found, reference_ambiguous, and what reading a log throws */
export const showSession = async (
  world: World,
  request: { readonly id: string; readonly branch: boolean },
): Promise<ShownSession> => {
  const spool = world.spool();
  try {
    const sources = request.branch
      ? await branchSources(world, [request.id], spool)
      : await loggedSources(world, request.id);
    const [built] = await buildHandoffs(world, sources.slice(0, 1));
    if (built === undefined) throw new TypeError('a reference stands for one session');
    const [source] = request.branch ? [] : sources;
    return shown(built.handoff, source);
  } finally {
    spool.remove();
  }
};

const loggedSources = async (world: World, id: string): Promise<readonly SessionSource[]> => {
  try {
    return await resolveSources(world, { files: [], references: [{ agent: null, ref: id }], last: null, all: true });
  } catch (error) {
    if (!(error instanceof OpenSessionError) || error.code !== 'session_not_found') throw error;
    if (!(await isOnBranch(world, id))) throw error;
    const hint = `the branch has it: opensession session show ${shellWord(id)} --branch`;
    throw new OpenSessionError(error.code, error.message, { hint, cause: error });
  }
};

const shown = (handoff: Handoff, log: SessionSource | undefined): ShownSession => ({
  session_id: handoff.session_id,
  tool: handoff.tool,
  model: handoff.model,
  objective: handoff.objective,
  started_at: handoff.started_at,
  ended_at: handoff.ended_at,
  duration_seconds: handoff.duration_seconds,
  stats: handoff.stats,
  prompts: handoff.user_messages,
  files: handoff.files_modified,
  checks: handoff.verification.checks,
  redaction: handoff.redaction,
  from: log === undefined ? 'branch' : 'log',
  path: log?.path ?? null,
  key: log?.key ?? null,
});
