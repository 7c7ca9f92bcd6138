import type { SimpleCommand } from '../command-line.ts';
import { programName } from '../parsing/directories.ts';
import type { FileEffect } from './file-effect.ts';
import { locatedAll } from './operands.ts';
import { unnamedOperands } from './unnamed.ts';

/** `sed -i 's/a/b/' f`, `sed -i '' -e … f` (BSD), `perl -pi -e '…' f`, also of ruby: the files that are edited in place. */
export const inPlaceEdits = (command: SimpleCommand): readonly FileEffect[] => {
  const perl = /^(?:perl|ruby)$/.test(programName(command.argv[0] ?? ''));
  const words: { readonly text: string; readonly isOpen: boolean }[] = [];
  let inPlace = false;
  let scripted = false;
  for (let index = 1; index < command.argv.length; index++) {
    const word = command.argv[index] ?? '';
    if (!word.startsWith('-') || word === '-') {
      words.push({ text: word, isOpen: command.open.includes(index) });
      continue;
    }
    inPlace ||= perl ? /^-(?![MmIrC])[a-zA-Z0-9]*i/.test(word) : /^-[nErsuz]*i|^--in-place/.test(word);
    if (takesScript(word, perl)) {
      scripted = true;
      index++;
    } else if (/^--(?:expression|file)=/.test(word)) scripted = true;
  }
  if (!inPlace) return [];
  // BSD sed's `-i ''` leaves an empty word; without -e the first word that is left is the script.
  const operands = words.filter(({ text }) => text !== '');
  const files = scripted || perl ? operands : operands.slice(1);
  const named = files.flatMap(({ text, isOpen }) => (isOpen ? [] : [text]));
  const opens = files.flatMap(({ text, isOpen }) => (isOpen ? [text] : []));
  return [
    ...locatedAll(command, named).map((path): FileEffect => ({ action: 'edit', path })),
    ...unnamedOperands(command, { words: named, opens }),
  ];
};

const takesScript = (word: string, perl: boolean): boolean =>
  perl ? /^-(?![MmIrC])[a-zA-Z0-9]*[eE]$/.test(word) : /^-[nErsuz]*[ef]$|^--(?:expression|file)$/.test(word);
