import type { Subject } from '../../domain/judgement.ts';
import { shellWord } from '../../domain/shell-word.ts';

/** Commits by their ids: the same wherever it is run. */
type Between = Pick<Subject, 'base_tip' | 'head'>;

/** Shows what merging the head would do to a path. */
export const diffHint = ({ base_tip, head }: Between, path: string): string =>
  `git diff ${base_tip.slice(0, 12)} ${head.slice(0, 12)} -- ${shellWord(path)}`;

/** Shows what each commit of the change does to a path. */
export const logHint = ({ base_tip, head }: Between, path: string): string =>
  `git log -p ${base_tip.slice(0, 12)}..${head.slice(0, 12)} -- ${shellWord(path)}`;
