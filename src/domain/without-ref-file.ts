import { shellWord } from './shell-word.ts';

/** What takes a ref away whose file holds no object id: git 2.39 does not, not even with `update-ref -d`. */
export const withoutRefFile = (ref: string): string => `rm "$(git rev-parse --git-path ${shellWord(ref)})"`;
