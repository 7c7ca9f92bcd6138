/** Whether an agent says that it cannot go on as things are. */
import {
  BLOCKED,
  BLOCKED_AT_END,
  BLOCKED_AT_START,
  BLOCKED_BARE,
  CANNOT_GO_ON,
  CONDITION,
  CONDITION_AT_END,
  NEEDS,
  SOLVED,
  SOLVED_NEXT,
  TELLS_WHAT,
  WAS,
  WENT_ON,
} from './blocked-phrases.ts';
import { plain, type Sentence, sentencesOf, withNeighbours } from './prose.ts';

/** Whatever it tells besides: what such a message answers is not done. */
export const saysBlocked = (message: string): boolean => {
  if (!MAY_BE.test(message)) return false;
  for (const [sentence, neighbours] of withNeighbours(sentencesOf(message))) {
    if (sentence.kind !== 'heading' && isBlocked(sentence, neighbours)) return true;
  }
  return false;
};

const MAY_BE =
  /\b(?:blocked|stuck|cannot|can['’]t|can not|could(?: not|n['’]t)|unable|able to|need|waiting|stop(?:ped)?|paused|nothing|continue|proceed|complete|finish|go on|resume|nicht|blockiert|fest|puedo|pude|podido|peux|pas pu|bloquead|bloqué)|진행|계속|不能|无法|没法|卡|できません/iu;

export interface Neighbours {
  readonly before: Sentence | undefined;
  readonly next: Sentence | undefined;
}

export const isBlocked = (sentence: Sentence, { before, next }: Neighbours): boolean => {
  const own = plain(sentence);
  if (sentence.ticked || !(isSaid(own) || isSaidBare(sentence, own, { before, next }))) return false;
  if (SOLVED.test(own)) return false;
  // an item below tells of something else
  if (next?.block !== sentence.block) return true;
  const after = plain(next);
  return !SOLVED_NEXT.test(after) && !(WAS.test(own) && WENT_ON.test(after));
};

const isSaid = (own: string): boolean =>
  BLOCKED.test(own) ||
  BLOCKED_AT_START.test(own) ||
  NEEDS.test(own) ||
  (BLOCKED_AT_END.test(own) && !CONDITION_AT_END.test(own)) ||
  (CANNOT_GO_ON.test(own) && !CONDITION.test(own));

/** A sentence in the midst of a paragraph goes on with what that is about, and an item tells of one thing of many. */
const isSaidBare = ({ block, kind }: Sentence, own: string, { before, next }: Neighbours): boolean =>
  kind === 'prose' &&
  (before?.block !== block || next?.block !== block) &&
  BLOCKED_BARE.test(own) &&
  !TELLS_WHAT.test(own);
