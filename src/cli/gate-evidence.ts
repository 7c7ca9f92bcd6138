/** What commands about checks have in common: files with statements, and lines for people. */
import { OpenSessionError } from '../domain/errors.ts';
import { outputTail } from '../domain/output-tail.ts';
import { type CheckRerun, hasPassed } from '../domain/rerun.ts';
import { endingsOf, lackingWords, unseenWords } from '../domain/rerun-words.ts';
import { MAX_WITNESS } from '../domain/witness.ts';
import type { World } from '../engine/ports.ts';

/** @throws file_not_found */
export const statementIn = (world: Pick<World, 'logs'>, path: string): string => {
  const text = world.logs.text(path, MAX_WITNESS + 1);
  if (text !== undefined) return text;
  throw new OpenSessionError('file_not_found', `expected a file with a statement, found none at ${path}`);
};

/** In one line; what the command itself said is left out. */
export const rerunLine = ({ name, command, attempts, unisolated, lacking, unseen }: CheckRerun): string => {
  const how = attempts.length === 0 ? `not run: ${unisolated ?? ''}` : endingsOf(attempts);
  return [`${name} (${command}): ${how}${lackingWords(lacking)}`, ...unseen.map(unseenWords)].join('; ');
};

/** What the last attempt said that did not pass, line by line. At the beginning of a line it could be a command to the CI. */
export const failureLines = ({ attempts }: Pick<CheckRerun, 'attempts'>): readonly string[] => {
  const tail = outputTail(attempts.findLast((one) => !hasPassed(one))?.output ?? '');
  return tail === '' ? [] : tail.split('\n').map((line) => `| ${line}`);
};
