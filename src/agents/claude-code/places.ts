import type { Place, SessionSource } from '../agent.ts';
import type { LogReader } from '../log-reader.ts';
import { isAbsolute, joinPath } from '../reading/join-path.ts';
import { isAgentFile } from './side-files.ts';

/** `projects` of every folder that some version keeps its data in; `CLAUDE_CONFIG_DIR` is the one in use. */
export const roots = ({ home, env }: Place): readonly string[] => {
  const config = env['CLAUDE_CONFIG_DIR']?.trim() ?? '';
  const xdg = env['XDG_CONFIG_HOME']?.trim() ?? '';
  const folders = [
    ...(isAbsolute(config) ? [config] : []),
    joinPath(home, '.claude'),
    joinPath(isAbsolute(xdg) ? xdg : joinPath(home, '.config'), 'claude'),
  ];
  return [...new Set(folders.map((folder) => joinPath(folder, 'projects')))];
};

/** `<root>/<folder of a project>/<session id>.jsonl`; sub-agents' logs are left out. */
export function* find(root: string, logs: LogReader): Generator<SessionSource> {
  for (const project of logs.list(root)) {
    const folder = joinPath(root, project);
    for (const name of logs.list(folder)) {
      if (!name.endsWith('.jsonl') || isAgentFile(name)) continue;
      const session_id = name.slice(0, -'.jsonl'.length);
      yield { agent: 'claude-code', path: joinPath(folder, name), known: { session_id } };
    }
  }
}
