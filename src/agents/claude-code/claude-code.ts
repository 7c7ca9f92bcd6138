import type { Agent } from '../agent.ts';
import { find, roots } from './places.ts';
import { recognise } from './recognise.ts';
import { sideFiles } from './side-files.ts';

/** Claude Code, 1.0.x to 2.1.220. Its format is internal to it and changes; what is known of it stands with each mapper. */
export const claudeCode: Agent = {
  id: 'claude-code',
  name: 'Claude Code',
  roots,
  find,
  recognise,
  *sessionsIn(path) {
    yield { agent: 'claude-code', path };
  },
  reader: async () => (await import('./read-session.ts')).readSession,
  follower: async () => (await import('./open-stream.ts')).openStream,
  skim: {
    needs: [
      /"role":\s?"assistant"/,
      /"model":\s?"(?!<synthetic>)[^"\s]/,
      /"cwd":\s?"[^"\s]/,
      /"gitBranch":\s?"(?!HEAD")[^"\s]/,
    ],
    plain: '{"parentUuid":',
    // a snapshot of files has only that of its message
    timed: /^(?!\{"type":"file-history-).*"timestamp":\s?"(\d[^"]*)"/,
    tells: /"type":\s?"(?:custom-title|ai-title)"/,
    // a summary is this session's if the record that it names is
    turns: /"type":\s?"summary"/,
  },
  files: ({ path }, logs) => [path, ...sideFiles(path, logs).map((side) => side.path)],
  exits:
    'Failures are marked and begin with "Exit code N"; a success holds no code and is inferred from the missing mark. ' +
    'Interrupted and background commands, and those whose exit the client explains away, have no status.',
};
