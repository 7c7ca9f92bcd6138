/** Sessions as the engine hands them to the branch, and stores of several clones. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { metaOf, metaText } from '../../../src/domain/branch/session-meta.ts';
import { computeStats } from '../../../src/domain/hail/compute-stats.ts';
import { writeHail } from '../../../src/domain/hail/write.ts';
import type { Session } from '../../../src/domain/session.ts';
import { openGit } from '../../../src/git/open-git.ts';
import { writeWhole } from '../../../src/sources/files.ts';
import { openSessionsStore } from '../../../src/store/sessions/open-sessions-store.ts';
import type { SessionFiles, SessionsStore } from '../../../src/store/sessions/sessions-store.ts';
import { machineOf } from '../../support/clones.ts';
import { agent, sessionOf, user } from '../../support/events.ts';
import type { TempRepo } from '../../support/temp-repo.ts';

export const BRANCH = 'refs/heads/opensession/sessions';

/** A session of so many messages: the more, the later it ended. */
export const sessionWith = (id: string, messages: number): Session => {
  const events = sessionOf(
    ...Array.from({ length: messages }, (_, n) => (n % 2 === 0 ? user(`${id} asks ${n}`) : agent(`${n}`))),
  );
  return {
    version: 'hail-1.0.0',
    session_id: id,
    agent: { provider: 'anthropic', model: 'model-1', tool: 'claude-code' },
    context: {
      title: `Session ${id}`,
      tags: [],
      created_at: '2026-01-05T09:00:00Z',
      updated_at: events.at(-1)?.timestamp ?? '2026-01-05T09:00:00Z',
    },
    events,
    stats: computeStats(events),
  };
};

let files = 0;

export const filesOf = (repo: TempRepo, session: Session): SessionFiles => {
  const text = writeHail({ session });
  const hail = join(repo.base, `session-${++files}.hail.jsonl`);
  writeFileSync(hail, text);
  const bytes = Buffer.byteLength(text);
  const rest = { title: session.context.title ?? null, stats: session.stats, bytes, digest: `${bytes}` };
  const meta = metaText(metaOf(session, { ...rest, redaction: { version: '1', rules: {} } }));
  return { session_id: session.session_id, hail, bytes, meta };
};

export const START = Date.UTC(2026, 4, 1);
export const DAY = 86_400_000;

/** `at` moves its clock, in days from START. */
export const storeIn = async (
  repo: TempRepo,
  dir = repo.dir,
): Promise<
  SessionsStore & { at(day: number): void; put(...sessions: readonly Session[]): ReturnType<SessionsStore['add']> }
> => {
  const git = openGit(repo.env);
  let now = START;
  let waited = 0;
  const store = openSessionsStore(git, await git.locate(dir), {
    clock: { now: () => new Date(now + waited) },
    machine: machineOf(),
    write: writeWhole,
    ssh: undefined,
  });
  return {
    ...store,
    // long after what was published, so that nobody is waited for
    reach: async (address, timeoutMs, work) => {
      waited = 60_000;
      try {
        return await store.reach(address, timeoutMs, work);
      } finally {
        waited = 0;
      }
    },
    at: (day) => void (now = START + day * DAY),
    put: (...sessions) => store.add(sessions.map((session) => filesOf(repo, session))),
  };
};

export const pathsOn = (repo: TempRepo, dir = repo.dir): readonly string[] =>
  repo
    .gitWith({ cwd: dir }, 'ls-tree', '-r', '--name-only', BRANCH)
    .split('\n')
    .filter((path) => path !== '');
