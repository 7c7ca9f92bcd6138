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
  let suffix = '';
  let scripted = false;
  for (let index = 1; index < command.argv.length; index++) {
    const word = command.argv[index] ?? '';
    if (!word.startsWith('-') || word === '-') {
      words.push({ text: word, isOpen: command.open.includes(index) });
      continue;
    }
    const asked = (perl ? OF_PERL : OF_SED).exec(word);
    inPlace ||= asked !== null;
    suffix ||= asked?.groups?.['suffix'] ?? '';
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
    ...locatedAll(command, named).flatMap((path) => [...keptBefore(path, suffix), { action: 'edit', path } as const]),
    ...unnamedOperands(command, { words: named, opens }),
  ];
};

/** What stands behind `i` is the ending of a copy; for perl letters may be other options, and seldom are an ending. */
const OF_SED = /^(?:-[nErsuz]*i|--in-place(?:=|$))(?<suffix>.*)$/;
const OF_PERL = /^-(?![MmIrC])[a-zA-Z0-9]*i(?<suffix>(?:[^a-zA-Z0-9].*)?)/;

/** `-i.bak` keeps each file as it was, `-i 'old/*'` by another name: `*` is the file's. */
const keptBefore = (path: string, suffix: string): readonly FileEffect[] => {
  if (suffix === '') return [];
  const name = path.slice(path.lastIndexOf('/') + 1);
  const to = suffix.includes('*') ? suffix.replaceAll('*', name) : `${name}${suffix}`;
  const kept = `${path.slice(0, path.length - name.length)}${to}`;
  return [{ action: 'copy', from: path, to: kept, exact: true, dir: false, fresh: false }];
};

const takesScript = (word: string, perl: boolean): boolean =>
  perl ? /^-(?![MmIrC])[a-zA-Z0-9]*[eE]$/.test(word) : /^-[nErsuz]*[ef]$|^--(?:expression|file)$/.test(word);
