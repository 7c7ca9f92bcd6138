import { HAIL_VERSION } from '../../domain/session.ts';
import type { SessionHead } from '../agent.ts';
import { NO_TIME } from '../reading/log-time.ts';
import type { State } from './state.ts';
import type { Workspace } from './workspace.ts';

interface Beside {
  readonly sources: readonly string[];
  readonly workspace: Workspace;
  readonly id: string;
}

export const headOf = (state: State, { sources, workspace, id }: Beside): SessionHead => {
  const cwd = state.cwd ?? workspace.cwd;
  const branch = state.branch ?? workspace.branch;
  return {
    version: HAIL_VERSION,
    session_id: state.id ?? id,
    agent: {
      provider: 'github',
      model: state.model ?? 'unknown',
      tool: 'copilot',
      ...(state.version === undefined ? {} : { tool_version: state.version }),
    },
    context: {
      ...(workspace.title === undefined ? {} : { title: workspace.title }),
      tags: ['copilot'],
      created_at: state.created ?? state.first ?? NO_TIME,
      updated_at: state.last ?? state.created ?? NO_TIME,
      ...(cwd === undefined && branch === undefined ? {} : { attributes: attributesOf(cwd, branch) }),
    },
    sources,
    ...(cwd === undefined ? {} : { cwd }),
    ...(branch === undefined ? {} : { branch }),
    ...(state.commit === undefined ? {} : { start_commit: state.commit }),
  };
};

const attributesOf = (cwd: string | undefined, branch: string | undefined): { readonly [key: string]: string } => ({
  ...(cwd === undefined ? {} : { cwd }),
  ...(branch === undefined ? {} : { git_branch: branch }),
});
