/** The command that somebody meant who typed another, for the hint of the error that came of it. */
import { OpenSessionError } from '../domain/errors.ts';
import { isBelow, knownBeginning, pathOf, wordsBefore } from './help.ts';
import { commands } from './commands/index.ts';
import { nearest } from './nearest.ts';

/** The error with that hint; where nothing is near, and for other errors, as it is. */
export const hintedAt = (error: unknown, argv: readonly string[]): unknown => {
  // a wrong word below `session handoff` is a file that is not there
  if (!(error instanceof OpenSessionError) || !['usage', 'file_not_found'].includes(error.code)) return error;
  const meant = meantCommand(argv);
  if (meant === undefined) return error;
  const hint = `did you mean: opensession ${meant.join(' ')}`;
  return new OpenSessionError(error.code, error.message, { hint, cause: error });
};

const meantCommand = (argv: readonly string[]): readonly string[] | undefined => {
  const words = wordsBefore(argv);
  const known = knownBeginning(words);
  const [word, ...rest] = words.slice(known.length);
  // `./save` is a file
  if (word === undefined || !/^[a-z-]+$/i.test(word)) return undefined;
  const below = commands
    .filter(isBelow(known))
    .flatMap((command) => pathOf(command).slice(known.length, known.length + 1));
  const near = nearest(word, below);
  if (near !== undefined) return knownBeginning([...known, near, ...rest]);
  return known.length === 0 ? endingWith(words) : undefined;
};

/** `artifact show ID` → `session handoff artifact show`: as many words as are the end of a command's. */
const endingWith = (words: readonly string[]): readonly string[] | undefined => {
  if (words.length === 0) return undefined;
  const found = commands.map(pathOf).find((path) => path.slice(-words.length).join(' ') === words.join(' '));
  return found ?? endingWith(words.slice(0, -1));
};
