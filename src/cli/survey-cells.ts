import type { AgentSurvey } from '../engine/survey-agents.ts';
import { isBelow } from '../engine/current-repository.ts';
import { shortTime } from './short-cells.ts';

/** A row of `session list --agents`, which fits into 80 columns. `home`: is written as `~`. */
export const surveyCells = (agent: AgentSurvey, home: string): readonly string[] => [
  agent.agent,
  String(agent.sessions),
  shortTime(agent.newest),
  understood(agent),
  agent.versions.join(', ') || '-',
  where(agent, home),
];

/** What is closed comes first: the column is cut at its end. */
const where = ({ roots }: AgentSurvey, home: string): string => {
  const short = (path: string): string =>
    home.length > 1 && isBelow(path, [home]) ? `~${path.slice(home.length)}` : path;
  const closed = roots.filter(({ state }) => state === 'closed').map(({ path }) => `closed: ${short(path)}`);
  const found = roots.filter(({ state }) => state === 'found').map(({ path }) => short(path));
  return [...closed, ...found].join(', ') || 'not found';
};

/** `99.8 % (5 read)`, and what was not. */
const understood = ({ coverage, sessions_read, unreadable, unknown }: AgentSurvey): string => {
  if (sessions_read === 0) return unreadable === 0 ? '-' : `${unreadable} unreadable`;
  const share = coverage === null ? 'nothing' : `${(Math.floor(coverage * 1000) / 10).toFixed(1)} %`;
  const less = unreadable === 0 ? '' : `, ${unreadable} unreadable`;
  const more = unknown.length === 0 ? '' : `; unknown: ${unknown.map(({ type }) => type).join(' ')}`;
  return `${share} (${sessions_read} read${less})${more}`;
};
