import { shortTitle } from '../domain/text-limit.ts';
import { redactFacts } from '../redact/redact-facts.ts';
import type { World } from './ports.ts';

/** What meta.json says; null for what it does not. */
export interface ListedBranchSession {
  readonly session_id: string;
  readonly agent: string | null;
  readonly model: string | null;
  readonly title: string | null;
  readonly created_at: string | null;
  readonly updated_at: string | null;
  readonly events: number | null;
  /** Of the HAIL file, in the branch. */
  readonly path: string;
}

/** The sessions of the branch, newest first; no session is opened. The older tool's texts are redacted here. */
export const listBranchSessions = async (
  world: Pick<World, 'sessions' | 'cwd' | 'place'>,
  request: { readonly agent: string | null; readonly limit: number | null },
): Promise<readonly ListedBranchSession[]> => {
  const { sessions } = await (await world.sessions(world.cwd)).list();
  const all = sessions.map(({ session_id, path, meta }) => ({
    session_id,
    agent: meta.tool,
    model: meta.model,
    title: meta.title,
    created_at: meta.created_at,
    updated_at: meta.updated_at,
    events: meta.stats?.event_count ?? null,
    path,
  }));
  const wanted = all.filter(({ agent }) => request.agent === null || agent === request.agent).sort(newestFirst);
  const listed = wanted.slice(0, request.limit ?? undefined);
  const written = listed.map(({ title, model }) => ({ title, model }));
  const redacted = (await redactFacts(written, world.place)).value;
  return listed.map((session, index) => ({
    ...session,
    ...redacted[index],
    title: shortTitle(redacted[index]?.title ?? null),
  }));
};

const newestFirst = (a: ListedBranchSession, b: ListedBranchSession): number =>
  timeOf(b) - timeOf(a) || (a.session_id < b.session_id ? -1 : 1);

const timeOf = ({ updated_at, created_at }: ListedBranchSession): number =>
  Date.parse(updated_at ?? created_at ?? '') || 0;
