/**
 * Work packages: the items of the agent's plan, the prompts that no plan covers, and the sub-agents. Never a single
 * tool call.
 */
import type { PlanItem } from '../../domain/event-attributes.ts';
import type { Event } from '../../domain/session.ts';
import type { ChangeFact, PackageFact, Seen } from '../facts.ts';
import { type Fold, seenAt } from '../fold.ts';
import { keepText } from '../keep-text.ts';
import { isAborted } from '../narrative/aborted.ts';
import { answerOf, isInLane, isWork, promptOf } from '../turn.ts';
import { timeOf } from '../time-span.ts';
import { createLaneTrack, type LaneTrack } from './lane-track.ts';
import { addFile, covers, factOf, type PackageTrack } from './package-track.ts';
import { planOf } from './plan-items.ts';
import { createPlanTrack, type PlanTrack } from './plan-track.ts';
import { createPromptTrack, type PromptTrack } from './prompt-track.ts';

export interface Packages {
  readonly packages: readonly PackageFact[];
  readonly left_out: number;
  readonly plan: readonly PlanItem[];
}

interface State {
  readonly plan: PlanTrack;
  readonly prompts: PromptTrack;
  readonly lanes: LaneTrack;
}

/** What files each package touched is known only once the files are: the result waits for their changes. */
export const packagesFold: Fold<State, (changes: readonly ChangeFact[]) => Packages> = {
  start: () => ({ plan: createPlanTrack(), prompts: createPromptTrack(), lanes: createLaneTrack() }),
  step: (state, event, index) => {
    state.lanes.take(event, index);
    if (!isInLane(event)) ownStep(state, event, index);
  },
  finish: (state) => {
    const prompts = state.prompts.done();
    const lanes = state.lanes.done();
    const plan = state.plan.tracks();
    const uncovered = prompts.tracks.filter((track) => !isCovered(state.plan, track));
    return (changes) => {
      for (const change of changes) assign(change, { state, plan, uncovered });
      return {
        packages: inTime([...plan, ...uncovered, ...lanes.tracks].map(factOf)),
        left_out: prompts.left_out + lanes.left_out,
        plan: state.plan.items(),
      };
    };
  },
};

const ownStep = ({ plan, prompts }: State, event: Event, index: number): void => {
  const items = planOf(event);
  if (items !== undefined) plan.update(items, seenAt(event, index));
  const prompt = promptOf(event);
  if (prompt !== undefined) prompts.prompt(keepText(prompt), seenAt(event, index));
  const answer = answerOf(event);
  if (answer !== undefined) prompts.answer(keepText(answer), seenAt(event, index));
  if (isAborted(event)) prompts.abort();
  if (isWork(event)) prompts.work();
  if (event.event_type.type === 'ShellCommand') {
    const command = keepText(event.event_type.data.command);
    plan.command(command);
    prompts.command(command);
  }
};

/** The plan stands for the prompt when it was made or moved on while the prompt was worked on. */
const isCovered = (plan: PlanTrack, { spans }: PackageTrack): boolean =>
  spans.some(({ from, to }) => plan.isNamedIn(from, to ?? Number.POSITIVE_INFINITY));

interface Owners {
  readonly state: State;
  readonly plan: readonly PackageTrack[];
  readonly uncovered: readonly PackageTrack[];
}

const assign = ({ path, seen }: ChangeFact, { state, plan, uncovered }: Owners): void => {
  const lane = state.lanes.ownerOf(seen.index);
  if (lane !== undefined) {
    addFile(lane, path);
    return;
  }
  for (const track of plan) if (covers(track, seen.index)) addFile(track, path);
  for (const track of uncovered) if (covers(track, seen.index)) addFile(track, path);
};

/**
 * By the time at which work began, else ended; what has not begun comes last, in the plan's order. A package whose
 * events have no time stands behind the one that began before it in the log.
 */
const inTime = (facts: readonly PackageFact[]): readonly PackageFact[] => {
  const begun = facts.map((fact) => fact.first ?? fact.completed);
  const timed = begun.flatMap((seen) => (seen === null || Number.isNaN(timeOf(seen.at)) ? [] : [seen]));
  const timeAt = (seen: Seen): number => {
    const own = timeOf(seen.at);
    if (!Number.isNaN(own)) return own;
    const before = timed.filter(({ index }) => index < seen.index);
    return Math.max(-Infinity, ...before.map(({ at }) => timeOf(at)));
  };
  const keyed = facts.map((fact, place) => {
    const seen = begun[place] ?? null;
    return { fact, key: seen === null ? [Infinity, Infinity, place] : [timeAt(seen), seen.index, place] };
  });
  return keyed.sort((a, b) => compare(a.key, b.key)).map(({ fact }) => fact);
};

const compare = (a: readonly number[], b: readonly number[]): number => {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at < 0 ? 0 : (a[at] ?? 0) < (b[at] ?? 0) ? -1 : 1;
};
