import { asText, at, field } from '../../domain/json.ts';
import { HAIL_VERSION, type SessionHeader } from '../../domain/session.ts';
import type { SessionHead } from '../agent.ts';
import { baseName } from '../reading/join-path.ts';
import { NO_TIME } from '../reading/log-time.ts';

/**
 * The head of a session by its header: what has no field in HAIL stands beside the known keys (this tool) or among
 * `context.attributes` (this tool and the older one).
 */
export const headOf = (header: SessionHeader, path: string): SessionHead => {
  const { context } = header;
  const attribute = (...keys: readonly string[]): string | undefined => {
    for (const key of keys) {
      const text = asText(field(header, key)) ?? asText(field(context.attributes, key));
      if (text !== undefined) return text;
    }
    return undefined;
  };
  const cwd = attribute('cwd', 'working_directory');
  const branch = attribute('branch', 'git_branch') ?? asText(at(context.attributes, 'git', 'branch'));
  const commit = attribute('start_commit') ?? asText(at(context.attributes, 'git', 'commit_hash'));
  const parent = attribute('parent_session_id');
  return {
    ...withoutOwn(header),
    sources: [path],
    ...(cwd === undefined ? {} : { cwd }),
    ...(branch === undefined ? {} : { branch }),
    ...(commit === undefined ? {} : { start_commit: commit }),
    ...(parent === undefined ? {} : { parent_session_id: parent }),
  };
};

/** With keys that this version does not know, which are written back; of ours any value may stand there. */
const withoutOwn = (header: SessionHeader & Partial<{ readonly [K in keyof SessionHead]: unknown }>): SessionHeader => {
  const { sources: _s, cwd: _c, branch: _b, start_commit: _h, parent_session_id: _p, ...rest } = header;
  return rest;
};

/** Where no header can be read. */
export const unknownHead = (path: string): SessionHead => ({
  version: HAIL_VERSION,
  session_id: baseName(path).replace(/(?:\.hail)?\.jsonl?$/i, ''),
  agent: { provider: 'unknown', model: 'unknown', tool: 'unknown' },
  context: { tags: [], created_at: NO_TIME, updated_at: NO_TIME },
  sources: [path],
});
