import type { Agent } from '../agent.ts';
import { findRollouts, rolloutRoots, sourceOf } from './find-rollouts.ts';
import { recogniseRollout } from './recognise.ts';
import { sessionFiles } from './session-files.ts';

/** Codex CLI (and its desktop app and editor extension, which share its store), from 0.1 to 0.169. */
export const codex: Agent = {
  id: 'codex',
  name: 'Codex',
  roots: rolloutRoots,
  find: findRollouts,
  recognise: recogniseRollout,
  sessionsIn: function* (path) {
    yield sourceOf(path);
  },
  reader: async () => (await import('./read-session.ts')).readSession,
  follower: async () => (await import('./open-stream.ts')).openStream,
  skim: {
    needs: [/"role":\s?"assistant"|"type":\s?"(?:function_call|custom_tool_call|local_shell_call|reasoning)"/],
    plain: '',
    timed: /^\{"timestamp":\s?"\d/,
    tells: /"type":\s?"(?:turn_context|thread_name_updated)"/,
  },
  files: sessionFiles,
  exits:
    'structured where the log has an end record (exec_command_end, CommandExecution) or metadata.exit_code; else by the words that Codex puts before an output (`Process exited with code N`, `Exit code: N`); commands that code mode runs inside a program have none',
};
