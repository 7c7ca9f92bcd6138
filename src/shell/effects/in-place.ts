import type { SimpleCommand } from '../command-line.ts';
import { programName } from '../parsing/directories.ts';
import type { FileEffect } from './file-effect.ts';
import { locatedAll } from './operands.ts';

/** `sed -i 's/a/b/' f`, `sed -i '' -e … f` (BSD), `perl -pi -e '…' f`: the files that are edited in place. */
export const inPlaceEdits = (command: SimpleCommand): readonly FileEffect[] => {
  const perl = programName(command.argv[0] ?? '') === 'perl';
  const words: (string | null)[] = [];
  let inPlace = false;
  let scripted = false;
  for (let index = 1; index < command.argv.length; index++) {
    const word = command.argv[index] ?? '';
    if (!word.startsWith('-') || word === '-') {
      words.push(command.open.includes(index) ? null : word);
      continue;
    }
    inPlace ||= perl ? /^-[a-zA-Z0-9]*i/.test(word) : /^-[nErsuz]*i|^--in-place/.test(word);
    if (takesScript(word, perl)) {
      scripted = true;
      index++;
    } else if (/^--(?:expression|file)=/.test(word)) scripted = true;
  }
  if (!inPlace) return [];
  // BSD sed's `-i ''` leaves an empty word; without -e the first word that is left is the script.
  const operands = words.filter((word) => word !== '');
  const files = scripted || perl ? operands : operands.slice(1);
  return locatedAll(command, files).map((path) => ({ action: 'edit', path }));
};

const takesScript = (word: string, perl: boolean): boolean =>
  perl ? /^-[a-zA-Z0-9]*[eE]$/.test(word) : /^-[nErsuz]*[ef]$|^--(?:expression|file)$/.test(word);
