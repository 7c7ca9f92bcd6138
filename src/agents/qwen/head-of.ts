import { HAIL_VERSION } from '../../domain/session.ts';
import type { SessionHead, SessionSource } from '../agent.ts';
import { NO_TIME } from '../reading/log-time.ts';
import { titleOf } from '../reading/title-of.ts';
import { stemOf } from './session-files.ts';
import type { Talk } from './talk.ts';

export const headOf = ({ facts, at }: Talk, source: SessionSource, sources: readonly string[]): SessionHead => {
  const title = facts.title ?? facts.firstPrompt;
  const { cwd, branch, parent } = facts;
  const related = facts.forkedFrom ?? parent;
  return {
    version: HAIL_VERSION,
    session_id: facts.session ?? source.known?.session_id ?? stemOf(source.path),
    agent: {
      provider: 'qwen',
      model: facts.model ?? 'unknown',
      tool: 'qwen',
      ...(facts.version === undefined ? {} : { tool_version: facts.version }),
    },
    context: {
      ...titleOf(title),
      tags: ['qwen'],
      created_at: facts.started ?? NO_TIME,
      updated_at: at,
      ...(related === undefined ? {} : { related_session_ids: [related] }),
      ...(cwd === undefined ? {} : { attributes: { cwd, ...(branch === undefined ? {} : { git_branch: branch }) } }),
    },
    sources,
    ...(cwd === undefined ? {} : { cwd }),
    ...(branch === undefined ? {} : { branch }),
    ...(parent === undefined ? {} : { parent_session_id: parent }),
  };
};
