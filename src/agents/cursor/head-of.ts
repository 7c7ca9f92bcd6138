import { HAIL_VERSION } from '../../domain/session.ts';
import type { SessionHead } from '../agent.ts';

interface Found {
  readonly id: string;
  readonly path: string;
  /** Which of Cursor's stores it was read from: one session may lie in several. */
  readonly store: 'ide' | 'cli' | 'transcript';
  readonly title: string | undefined;
  readonly model: string | undefined;
  readonly cwd: string | undefined;
  readonly branch?: string | undefined;
  readonly created: string;
  readonly updated: string;
  readonly parent?: string | undefined;
  /** Files beside `path` that were read. */
  readonly more?: readonly string[];
}

export const headOf = (found: Found): SessionHead => ({
  version: HAIL_VERSION,
  session_id: found.id,
  agent: { provider: 'cursor', model: found.model ?? 'unknown', tool: 'cursor' },
  context: {
    ...(found.title === undefined ? {} : { title: found.title }),
    tags: ['cursor'],
    created_at: found.created,
    updated_at: found.updated,
    ...(found.parent === undefined ? {} : { related_session_ids: [found.parent] }),
    attributes: {
      store: found.store,
      ...(found.cwd === undefined ? {} : { cwd: found.cwd }),
      ...(found.branch === undefined ? {} : { git_branch: found.branch }),
    },
  },
  sources: [found.path, ...(found.more ?? [])],
  ...(found.cwd === undefined ? {} : { cwd: found.cwd }),
  ...(found.branch === undefined ? {} : { branch: found.branch }),
  ...(found.parent === undefined ? {} : { parent_session_id: found.parent }),
});
