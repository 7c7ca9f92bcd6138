import { HAIL_VERSION, type SessionContext } from '../../domain/session.ts';
import type { SessionHead } from '../agent.ts';
import { NO_TIME } from '../reading/log-time.ts';
import { titleOf } from '../reading/title-of.ts';
import { threadIdOf } from './find-rollouts.ts';
import type { RolloutHead } from './rollout-state.ts';
import { timeOfId } from './thread-id.ts';

interface Read {
  readonly path: string;
  readonly model: string | undefined;
  readonly sources: readonly string[];
}

/** The session's head, from what its rollout told. */
export const headOf = (head: RolloutHead, { path, model, sources }: Read): SessionHead => {
  return {
    version: HAIL_VERSION,
    session_id: head.id ?? threadIdOf(path) ?? path,
    agent: {
      provider: head.provider ?? 'openai',
      model: model ?? 'unknown',
      tool: 'codex',
      ...(head.version === undefined ? {} : { tool_version: head.version }),
    },
    context: contextOf(head),
    sources: sources,
    ...(head.cwd === undefined ? {} : { cwd: head.cwd }),
    ...(head.branch === undefined ? {} : { branch: head.branch }),
    ...(head.commit === undefined ? {} : { start_commit: head.commit }),
    ...(head.parent === undefined ? {} : { parent_session_id: head.parent }),
  };
};

const contextOf = (head: RolloutHead): SessionContext => {
  const title = head.name ?? head.firstPrompt;
  const created = head.created ?? timeOfId(head.id ?? '') ?? NO_TIME;
  const attributes = {
    ...(head.cwd === undefined ? {} : { cwd: head.cwd }),
    ...(head.branch === undefined ? {} : { git_branch: head.branch }),
    ...(head.originator === undefined ? {} : { originator: head.originator }),
  };
  return {
    ...titleOf(title),
    tags: ['codex'],
    created_at: created,
    updated_at: head.updated ?? created,
    ...(head.forkedFrom === undefined ? {} : { related_session_ids: [head.forkedFrom] }),
    ...(Object.keys(attributes).length === 0 ? {} : { attributes }),
  };
};
