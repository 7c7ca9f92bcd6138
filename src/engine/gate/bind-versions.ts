import { bindChange, unexplainedPaths } from '../../binding/bind-change.ts';
import type { Candidate } from '../../binding/candidate.ts';
import { MOST_ROUNDS, questionText, type Replays, replayQuestions, withReplays } from '../../binding/replay-claims.ts';
import { inConflict, keptMerge, keptPairs, keptQuestions, withKept } from '../../binding/kept-lines.ts';
import { renameQuestions, withRenames } from '../../binding/replay-renames.ts';
import type { ChangeBinding } from '../../domain/binding.ts';
import type { ChangeFacts } from '../../domain/change-facts.ts';
import type { OpenChange } from '../../git/change/open-change.ts';

export interface Bound {
  readonly facts: ChangeFacts;
  readonly binding: ChangeBinding;
}

/**
 * In passes: equal patches are looked for only where equal states did not explain a path, and what git makes of the claims
 * on another base only where these did not either.
 */
export const bindVersions = async (
  change: OpenChange,
  facts: ChangeFacts,
  candidates: readonly Candidate[],
): Promise<Bound> => {
  const claimed = candidates.flatMap(({ claims }) => claims.map(({ path }) => path));
  const whole = await change.unchanged(facts, claimed);
  const first = bindChange(whole, candidates);
  const open = unexplainedPaths(first);
  if (open.length === 0) return { facts: whole, binding: first };
  const keys = await change.patchKeys(whole, open);
  const second = bindChange(whole, candidates, { keys });
  const replays = await replayed(change, { facts: whole, binding: second }, candidates);
  const third = replays.size === 0 ? second : bindChange(whole, candidates, { keys, replays });
  const all = await kept(change, { binding: third, candidates }, replays);
  return { facts: whole, binding: all === replays ? third : bindChange(whole, candidates, { keys, replays: all }) };
};

/** A conflict that was resolved with all of what the target branch did still there. */
const kept = async (
  change: OpenChange,
  { binding, candidates }: { readonly binding: ChangeBinding; readonly candidates: readonly Candidate[] },
  replays: Replays,
): Promise<Replays> => {
  const paths = binding.paths.flatMap(({ path, binding: how }) => (how === 'overwritten' ? [path] : []));
  if (paths.length === 0) return replays;
  // what is claimed began there: at the save the target branch may have been merged already
  const states = await change.targetStates(
    candidates.map(({ start, saved }) => ({ since: start === null ? saved : [start, ...saved], paths })),
  );
  const asked = keptQuestions(binding, candidates, states);
  if (asked.length === 0) return replays;
  const questions = inConflict(asked, await change.merges(asked.map(keptMerge)));
  return withKept(replays, questions, await change.compare(keptPairs(questions)));
};

/** A rebase, a squash, or a session that brought the target branch in by itself. */
const replayed = async (change: OpenChange, bound: Bound, candidates: readonly Candidate[]): Promise<Replays> => {
  const asked = new Set<string>();
  const moves = renameQuestions(bound.binding, candidates);
  let replays: Replays = moves.length === 0 ? new Map() : withRenames(new Map(), moves, await change.merges(moves));
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const questions = replayQuestions({ ...bound, candidates }, replays, asked);
    if (questions.length === 0) break;
    for (const question of questions) asked.add(questionText(question));
    replays = withReplays(replays, questions, await change.merges(questions));
  }
  return replays;
};
