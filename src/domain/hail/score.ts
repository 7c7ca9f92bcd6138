/** How smoothly a session went, as one number. Each scorer is one entry of the list at the end. */
import { OpenSessionError } from '../errors.ts';
import type { Event, Session } from '../session.ts';
import { isError } from './metadata.ts';

export interface Scorer {
  readonly name: string;
  readonly score: (session: Session) => number;
}

const DEFAULT_SCORER = 'heuristic_v1';

/** @throws config_invalid for a name that is not in the list */
export const scoreSession = (session: Session, name: string = DEFAULT_SCORER): number => {
  const scorer = SCORERS.find((candidate) => candidate.name === name);
  if (scorer !== undefined) return scorer.score(session);
  const known = SCORERS.map((candidate) => candidate.name).sort();
  throw new OpenSessionError(
    'config_invalid',
    `expected a score of ${known.join(', ')}, found ${JSON.stringify(name)}`,
  );
};

/** 100 less errors, failed commands and failed tools, plus recoveries; 0 to 100. Fail then success gives 85. */
const heuristic = ({ events }: Session): number => {
  const commands = events.filter((event) => event.event_type.type === 'ShellCommand' && isError(event)).length;
  const results = events.filter((event) => event.event_type.type === 'ToolResult' && isError(event)).length;
  const score =
    100 -
    (commands + results > 0 ? 15 : 0) -
    Math.min(30, commands * 5) -
    Math.min(20, results * 4) +
    Math.min(20, recoveries(events) * 5);
  return Math.max(0, Math.min(100, score));
};

/** Successes that follow a failure, counted per task; an unknown exit says nothing. */
const recoveries = (events: readonly Event[]): number => {
  const failures = new Map<string, number>();
  let count = 0;
  for (const event of events) {
    if (!isOutcome(event)) continue;
    const lane = event.task_id?.trim() ?? '';
    const pending = failures.get(lane) ?? 0;
    if (isError(event)) failures.set(lane, pending + 1);
    else if (pending > 0) {
      failures.set(lane, pending - 1);
      count++;
    }
  }
  return count;
};

const isOutcome = ({ event_type: type }: Event): boolean =>
  type.type === 'ToolResult' || (type.type === 'ShellCommand' && type.data.exit_code !== undefined);

const SCORERS: readonly Scorer[] = [
  { name: 'heuristic_v1', score: heuristic },
  { name: 'zero_v1', score: () => 0 },
];
