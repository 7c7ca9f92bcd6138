import type { SessionSource } from '../agent.ts';
import type { LogReader } from '../log-reader.ts';
import { ifReadable } from '../reading/if-readable.ts';
import { isDocument } from '../reading/is-document.ts';
import { findThread } from './find-rollouts.ts';

/** Bytes at the start of a line in which the id of a started thread stands. */
const HEAD = 1024;
const MAX_FILES = 1000;

/** `{"agent_id": …}` within an output's text, `agent_thread_id`, `new_thread_id`, `receiver_thread_ids`. */
const STARTED =
  /"(?:agent_id|agent_thread_id|new_thread_id)\\?":\\?"([\w-]{8,80})\\?"|"receiver_thread_ids":\["([\w-]{8,80})"/;

/** A rollout and those of its sub-agents, found by the first bytes of its lines, without parsing any. */
export const sessionFiles = (source: SessionSource, logs: LogReader): readonly string[] => {
  const files = new Set([source.path]);
  for (const path of files) {
    if (files.size >= MAX_FILES) break;
    ifReadable(() => {
      for (const id of startedIn(path, logs)) {
        const file = findThread(id, path, logs);
        if (file !== undefined) files.add(file);
      }
    });
  }
  return [...files];
};

function* startedIn(path: string, logs: LogReader): Generator<string> {
  if (isDocument(path)) return;
  for (const line of logs.lines(path)) {
    const match = STARTED.exec(line.head(HEAD));
    const id = match?.[1] ?? match?.[2];
    if (id !== undefined) yield id;
  }
}
