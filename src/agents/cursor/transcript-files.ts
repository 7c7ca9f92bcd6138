import type { SessionSource } from '../agent.ts';
import type { LogReader } from '../log-reader.ts';
import { baseName, joinPath, parentPath } from '../reading/join-path.ts';

export const isTranscript = (path: string): boolean => /\.(?:jsonl|txt)$/i.test(path);

export const sessionId = (path: string): string => baseName(path).replace(/\.(?:jsonl|txt)$/, '');

/** Logs of sub-agents: `<id>/subagents/*.jsonl` beside `<id>/<id>.jsonl`. */
export const subAgentLogs = (path: string, logs: LogReader): readonly string[] => {
  const dir = joinPath(parentPath(path), 'subagents');
  return logs
    .list(dir)
    .filter((name) => /\.(?:jsonl|txt)$/.test(name))
    .map((name) => joinPath(dir, name));
};

export const transcriptFiles = (source: SessionSource, logs: LogReader): readonly string[] => [
  source.path,
  ...subAgentLogs(source.path, logs),
];
