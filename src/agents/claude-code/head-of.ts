import { HAIL_VERSION } from '../../domain/session.ts';
import type { SessionHead } from '../agent.ts';
import { baseName } from '../reading/join-path.ts';
import { NO_TIME } from '../reading/log-time.ts';
import type { SessionState } from './record.ts';
import { isAgentFile, type SideFile } from './side-files.ts';

/** The session's head, from what its records told. A sub-agent's log that a person named is a session of its own. */
export const headOf = (path: string, state: SessionState, sides: readonly SideFile[]): SessionHead => {
  const head = ownHead(path, state, sides);
  const [parent] = state.facts.sessionIds;
  return isAgentFile(baseName(path)) && parent !== undefined
    ? { ...head, session_id: stemOf(path), parent_session_id: parent }
    : head;
};

const ownHead = (path: string, { facts, seen }: SessionState, sides: readonly SideFile[]): SessionHead => {
  const stem = stemOf(path);
  const [first] = facts.sessionIds;
  const { cwd, branch, version } = facts;
  const title = facts.titles.best((uuid) => seen.has(uuid));
  return {
    version: HAIL_VERSION,
    session_id: first === undefined || facts.sessionIds.has(stem) ? stem : first,
    agent: {
      provider: 'anthropic',
      model: facts.model ?? 'unknown',
      tool: 'claude-code',
      ...(version === undefined ? {} : { tool_version: version }),
    },
    context: {
      ...(title === undefined ? {} : { title }),
      tags: ['claude-code'],
      created_at: facts.created ?? NO_TIME,
      updated_at: facts.updated ?? NO_TIME,
      attributes: {
        ...(cwd === undefined ? {} : { cwd }),
        ...(branch === undefined ? {} : { git_branch: branch }),
      },
    },
    sources: [path, ...sides.map((side) => side.path)],
    ...(cwd === undefined ? {} : { cwd }),
    ...(branch === undefined ? {} : { branch }),
  };
};

const stemOf = (path: string): string => baseName(path).replace(/\.jsonl$/i, '');
