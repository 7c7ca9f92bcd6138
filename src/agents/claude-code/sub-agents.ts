import type { LogReader } from '../log-reader.ts';
import { costingItself } from '../reading/if-readable.ts';
import type { Strand } from '../reading/interleave.ts';
import { baseName } from '../reading/join-path.ts';
import { NO_TIME } from '../reading/log-time.ts';
import { createLane } from './lane.ts';
import { readLane } from './read-lane.ts';
import type { SessionState } from './record.ts';
import { isAgentFile, sideFiles, type SideFile } from './side-files.ts';

/** The logs of a session's sub-agents. A sub-agent's log that a person named has none of its own. */
export const sidesOf = (path: string, logs: LogReader): readonly SideFile[] =>
  isAgentFile(baseName(path)) ? [] : sideFiles(path, logs);

export const strandsOf = (sides: readonly SideFile[], logs: LogReader, state: SessionState): Strand[] =>
  sides.map(({ path, agentId, from, title }, index) => {
    const task = state.tasks.claim(agentId);
    const lane = createLane(task, index + 1, from === '' ? NO_TIME : from);
    const file = { path, lane, prefix: `${task}:`, title };
    return { from, open: () => costingItself(readLane(logs, file, state), state.tally) };
  });
