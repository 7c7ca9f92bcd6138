import { isAbsolute } from 'node:path';
import type { SessionSource } from '../agents/agent.ts';
import { type SessionMeta, metaText } from '../domain/branch/session-meta.ts';
import { sessionPaths } from '../domain/branch/session-path.ts';
import { OpenSessionError } from '../domain/errors.ts';
import { SESSIONS_REF } from '../domain/refs.ts';
import { shellWord } from '../domain/shell-word.ts';
import type { AddedSession, SessionsStore } from '../store/sessions/sessions-store.ts';
import type { World } from './ports.ts';
import { agentOf } from './read-session.ts';
import { resolveSources } from './resolve-source.ts';
import { skimDirectory } from './skim-session.ts';
import { type SpooledSession, spoolSession } from './spool-session.ts';

export interface PublishRequest {
  readonly file: string;
  /** Which one, in a file that holds several. */
  readonly session?: string;
  /** Also what was pruned, by anybody, and has not grown since. */
  readonly again?: boolean;
  readonly dryRun?: boolean;
}

export interface PublishedSession {
  readonly session_id: string;
  readonly ref: string;
  /** Of the HAIL file, in the branch. */
  readonly path: string;
  readonly commit: string | null;
  readonly outcome: AddedSession['outcome'] | 'dry-run';
  readonly bytes: number;
  readonly redaction: SessionMeta['redaction'];
}

/**
 * Keeps the session of a log, redacted, on the sessions branch of the repository at the current directory, else of the
 * one in which it ran. Nothing leaves the machine. @throws what reading a log throws, reference_ambiguous, refused,
 * not_a_repository, invalid_session_id, ref_conflict, ref_locked, no_space, read_only
 */
export const publishSession = async (world: World, request: PublishRequest): Promise<PublishedSession> => {
  const source = await oneSource(world, request);
  const store = await storeFor(world, source);
  const spool = world.spool();
  try {
    const spooled = await spoolSession(world, source, spool);
    const { session_id, bytes, redaction } = spooled.meta;
    const told = { session_id, ref: SESSIONS_REF, bytes, redaction };
    const { hail } = await sessionPaths(session_id);
    if (request.dryRun === true) return { ...told, path: hail, commit: null, outcome: 'dry-run' };
    const meta =
      request.again === true ? { ...spooled.meta, republished_at: world.clock.now().toISOString() } : spooled.meta;
    const { commit, sessions } = await store.add([filesOf({ ...spooled, meta })]);
    return { ...told, path: hail, commit, outcome: sessions[0]?.outcome ?? 'same' };
  } finally {
    spool.remove();
  }
};

/**
 * What became of it once the branch was joined with a remote's: what was pruned there is no longer here.
 * @throws refused, branch_corrupt
 */
export const afterJoin = async (
  world: Pick<World, 'sessions' | 'cwd'>,
  published: PublishedSession,
): Promise<PublishedSession> => {
  const { commit, sessions } = await (await world.sessions(world.cwd)).list();
  const isHere = sessions.some(({ path }) => path === published.path);
  return { ...published, commit, outcome: isHere ? published.outcome : 'pruned' };
};

export const filesOf = ({ meta, path }: SpooledSession): Parameters<SessionsStore['add']>[0][number] => ({
  session_id: meta.session_id,
  hail: path,
  bytes: meta.bytes,
  meta: metaText(meta),
});

const oneSource = async (world: World, { file, session }: PublishRequest): Promise<SessionSource> => {
  const sources = await resolveSources(world, { files: [file], references: [], last: null, all: true });
  const wanted = sources.filter(
    ({ key, known }) => session === undefined || key === session || known?.session_id === session,
  );
  const [source, ...others] = wanted;
  if (source === undefined) throw new OpenSessionError('session_not_found', `no session ${session} in ${file}`);
  if (others.length === 0) return source;
  throw new OpenSessionError('reference_ambiguous', `expected one session, found ${wanted.length} in ${file}`, {
    hint: `opensession publish upload ${shellWord(file)} --git --session ${shellWord(source.key ?? 'ID')}`,
  });
};

const storeFor = async (world: World, source: SessionSource): Promise<SessionsStore> => {
  try {
    return await world.sessions(world.cwd);
  } catch (error) {
    if (!(error instanceof OpenSessionError) || error.code !== 'not_a_repository') throw error;
    const cwd = await skimDirectory(world, agentOf(world, source), source);
    if (cwd === null || !isAbsolute(cwd)) throw error;
    return world.sessions(cwd);
  }
};
