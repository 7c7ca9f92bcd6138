/** Which step of the scenario answers a request. */
import { callsFor } from './calls.mjs';

/** The step that answers `done` tool results in turn `turn` (0-based). A scenario has one list of steps, or one a turn. */
function stepAt({ turns, steps }, turn, done) {
  const list = turns ? turns[Math.min(turn, turns.length - 1)].steps : steps;
  return list[Math.min(done, list.length - 1)];
}

/** What to answer: optional text, and the tool calls of the step, if it has any. */
export function plan(ctx, tools, { turn, done, seen = new Set(), isSubagent = false }) {
  const step = isSubagent
    ? stepAt({ steps: ctx.scenario.subagent ?? [{ say: 'Nothing to report.' }] }, 0, done)
    : stepAt(ctx.scenario, turn, done);
  return { text: step.say ?? step.note ?? '', calls: step.do ? callsFor(step, tools, ctx.cwd, seen) : [] };
}

/** Turns of a person, and answers with calls since the last one, in a list of entries each told 'person', 'calls', 'model' or null by `kind`. */
export function count(entries, kind) {
  let turn = -1;
  let done = 0;
  let last = null;
  for (const entry of entries) {
    const k = kind(entry);
    if (k === 'person' && last !== 'person') {
      turn++;
      done = 0;
    }
    if (k === 'calls') done++;
    last = k ?? last;
  }
  return { turn: Math.max(turn, 0), done };
}
