import type { JudgedCheck, JudgedRerun, Judgement } from '../../domain/judgement.ts';
import { endingsOf, lackingWords, unseenWords } from '../../domain/rerun-words.ts';

/** Why a check that was run again did not pass. */
export interface RerunStory {
  /** To stand behind a sentence, with what joins it: `: exit status 1, 2 times`; '' for none. */
  readonly words: string;
  /** What the last attempt said that did not pass; '' for nothing. */
  readonly output: string;
  /** Exit statuses of the attempts that did not pass. */
  readonly statuses: readonly (number | null)[];
}

export const rerunStory = ({ reruns }: Judgement, { required }: JudgedCheck): RerunStory => {
  const own = reruns.filter(({ name }) => name === required);
  const failed = own.flatMap(({ attempts }) => attempts).filter(({ passed }) => !passed);
  const words = own.map(wordsOf).filter((one) => one !== '');
  return {
    words: words.length === 0 ? '' : `: ${words.join('; ')}`,
    output: failed.findLast(({ output }) => output !== '')?.output ?? '',
    statuses: failed.map(({ exit_code }) => exit_code),
  };
};

const wordsOf = ({ by, attempts, unisolated, lacking, unseen }: JudgedRerun): string => {
  if (by === 'job') return attempts.map(({ passed }) => jobWords(passed)).join(', ');
  if (attempts.length === 0) return unisolated ?? '';
  return [`${endingsOf(attempts)}${lackingWords(lacking)}`, ...unseen.map(unseenWords)].join('; ');
};

const jobWords = (passed: boolean): string =>
  passed ? 'a job that ran it says that it passed' : 'a job that ran it says that it failed, and its log says why';
