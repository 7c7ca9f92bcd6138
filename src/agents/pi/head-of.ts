import { HAIL_VERSION } from '../../domain/session.ts';
import type { SessionHead, SessionSource } from '../agent.ts';
import { baseName } from '../reading/join-path.ts';
import { NO_TIME } from '../reading/log-time.ts';
import { isAfter } from '../reading/time-order.ts';
import { idInName } from './locate.ts';
import type { Session } from './scope.ts';

export const headOf = (source: SessionSource, session: Session): SessionHead => {
  const { cwd, title, parent } = session;
  const from = parent === undefined ? undefined : (idInName(parent) ?? baseName(parent));
  return {
    version: HAIL_VERSION,
    session_id: session.id || source.known?.session_id || baseName(source.path).replace(/\.jsonl$/, ''),
    agent: { provider: session.provider ?? 'unknown', model: session.model ?? 'unknown', tool: 'pi' },
    context: {
      ...(title === undefined ? {} : { title }),
      tags: ['pi'],
      created_at: earlier(session.created, session.first) ?? NO_TIME,
      updated_at: session.last ?? session.created ?? NO_TIME,
      ...(from === undefined ? {} : { related_session_ids: [from] }),
      ...(cwd === undefined ? {} : { attributes: { cwd } }),
    },
    sources: [source.path],
    ...(cwd === undefined ? {} : { cwd }),
  };
};

/** A fork's first entries, and those of format 1 that were written when the log was made, are older than its header. */
const earlier = (one: string | undefined, other: string | undefined): string | undefined =>
  one === undefined || (other !== undefined && isAfter(one, other)) ? other : one;
