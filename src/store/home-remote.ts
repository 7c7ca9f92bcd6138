import { shellWord } from '../domain/shell-word.ts';
import { readChosen, readRemotes } from './exchange/chosen-remote.ts';
import type { Place } from './place.ts';

/**
 * The remote that most likely has what is not here: the one that receives handoffs, else as git chooses one. Its name is
 * given as a word of a command line. @param except one that has it not, if there is another
 */
export const homeRemote = async (
  { git, cwd, commonDir }: Pick<Place, 'git' | 'cwd' | 'commonDir'>,
  except?: string,
): Promise<string> => {
  const all = (await readRemotes({ git, cwd })).map(({ name }) => name);
  const others = all.filter((name) => name !== except);
  const names = others.length === 0 ? all : others;
  const chosen = readChosen({ paths: { commonDir } })?.name;
  const known = [chosen, 'origin'].find((name) => name !== undefined && names.includes(name));
  return shellWord(known ?? names[0] ?? 'origin');
};
