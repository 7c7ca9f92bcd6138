/** One package for each prompt of a person, for the work that no plan covers. */
import type { Seen } from '../facts.ts';
import { createFirstLast, type FirstLast } from '../first-last.ts';
import { onlyAsks } from '../narrative/asks.ts';
import { saysBlocked } from '../narrative/blocked.ts';
import { isCommandWord } from '../narrative/withdrawn.ts';
import { closeSpan, createTrack, openSpan, type PackageTrack } from './package-track.ts';

export interface PromptTrack {
  prompt(text: string, seen: Seen): void;
  answer(text: string, seen: Seen): void;
  work(): void;
  abort(): void;
  command(text: string): void;
  /** Ends the session. */
  done(): { readonly tracks: readonly PackageTrack[]; readonly left_out: number };
}

interface State {
  count: number;
  /** Prompts without a final answer so far; the last of them is the one that is worked on. */
  waiting: PackageTrack[];
  current: PackageTrack | null;
  /** Nothing came of the current one so far. */
  untouched: boolean;
  /** Mistyped commands that were broken off: nobody waits for them. */
  readonly withdrawn: Set<PackageTrack>;
  answer: { readonly text: string; readonly seen: Seen } | null;
  /** The last words of the agent only asked, or said that it cannot go on. */
  asked: boolean;
  readonly tracks: FirstLast<PackageTrack>;
}

/** More prompts than these may wait for one answer; the older ones then stay open. */
const MOST_WAITING = 50;

export const createPromptTrack = (): PromptTrack => {
  const state: State = {
    count: 0,
    waiting: [],
    current: null,
    untouched: false,
    withdrawn: new Set(),
    answer: null,
    asked: false,
    tracks: createFirstLast(100, 900),
  };
  return {
    prompt: (text, seen) => begin(state, text, seen),
    answer: (text, seen) => {
      state.untouched = false;
      state.answer = { text, seen };
    },
    work: () => {
      state.untouched = false;
      state.answer = null;
    },
    abort: () => {
      const { current, untouched } = state;
      if (untouched && current !== null && isCommandWord(current.title)) state.withdrawn.add(current);
      state.answer = null;
      state.waiting = [];
    },
    command: (text) => state.current?.commands.push(text),
    done: () => {
      settle(state);
      if (state.asked) for (const track of state.waiting) track.status = 'blocked';
      const { items, left_out } = state.tracks.done();
      return { tracks: items.filter((track) => !state.withdrawn.has(track)), left_out };
    },
  };
};

const begin = (state: State, text: string, seen: Seen): void => {
  settle(state);
  state.asked = false;
  if (state.current !== null) closeSpan(state.current, seen.index);
  const track = createTrack(`prompt-${++state.count}`, 'prompt', text);
  track.status = 'in_progress';
  track.first = seen;
  openSpan(track, seen.index);
  state.current = track;
  state.untouched = true;
  state.waiting = [...state.waiting, track].slice(-MOST_WAITING);
  state.tracks.push(track);
};

/**
 * The agent's last words, with no work after them, complete every prompt that still waited. Words that only ask, or
 * say what is missing, do not: those prompts go on with the answer.
 */
const settle = (state: State): void => {
  if (state.answer === null) return;
  state.asked = onlyAsks(state.answer.text) || saysBlocked(state.answer.text);
  if (state.asked) {
    state.answer = null;
    return;
  }
  for (const track of state.waiting) {
    track.status = 'completed';
    track.completed = state.answer.seen;
    track.outcome = state.answer.text;
  }
  state.waiting = [];
  state.answer = null;
};
