import type { Agent } from '../agents/agent.ts';
import type { LogReader } from '../agents/log-reader.ts';
import { OpenSessionError } from '../domain/errors.ts';
import { openingOf } from './opening-of.ts';
import type { World } from './ports.ts';

/** @throws file_not_found, not_readable, log_unrecognised for a directory, log_empty */
export const requireLog = (world: Pick<World, 'logs' | 'files'>, path: string): void => {
  const stat = world.logs.stat(path);
  if (stat === undefined && world.files.isClosed(path))
    throw new OpenSessionError('not_readable', `cannot look at ${path}: permission denied`, {
      hint: 'see who may read it: ls -ld, on it and on the folders above it',
    });
  if (stat === undefined)
    throw new OpenSessionError('file_not_found', `no readable file at ${path}`, {
      hint: 'where the log of a session lies: opensession session show ID; a handoff of one by its id: opensession session handoff --tool ID',
    });
  if (stat.kind === 'directory') {
    throw new OpenSessionError('log_unrecognised', `expected a log file, found a directory at ${path}`, {
      hint: 'opensession session list --all',
    });
  }
  if (stat.size === 0) throw new OpenSessionError('log_empty', `the file ${path} is empty`);
};

/** The agent whose log a file is. @throws log_unrecognised, naming the agents whose logs are read; not_readable, log_broken */
export const recogniseAgent = (world: Pick<World, 'agents' | 'logs'>, path: string): Agent => {
  const agent = surest(world, path, 41);
  if (agent !== undefined) return agent;
  throw new OpenSessionError(
    'log_unrecognised',
    `expected a log of ${world.agents.map(({ name }) => name).join(', ')}, found ${foundIn(path, world.logs)} in ${path}`,
    {
      hint: 'the logs on this machine: opensession session list --all; where they are looked for: opensession session list --agents',
    },
  );
};

const foundIn = (path: string, logs: LogReader): string => {
  for (const line of logs.lines(path)) {
    if (line.text() === '')
      return `a first line of ${line.length} bytes, too large to be read (over 32 MiB in memory),`;
    break;
  }
  return 'something else';
};

/** The agent that is surest of a file; undefined where none is as sure as `least`, 1 to 100. @throws not_readable, log_broken */
export const surest = (
  { agents, logs }: Pick<World, 'agents' | 'logs'>,
  path: string,
  least: number,
): Agent | undefined => {
  for (const head of openingOf(path, logs)) {
    const scores = agents.map((agent) => ({ agent, sure: agent.recognise(path, head) }));
    const best = scores.reduce((a, b) => (b.sure > a.sure ? b : a));
    if (best.sure >= least) return best.agent;
  }
  return undefined;
};
