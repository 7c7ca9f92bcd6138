import type { SimpleCommand } from '../command-line.ts';
import type { FileEffect } from './file-effect.ts';
import { isRooted } from '../parsing/directories.ts';
import { has, located, locatedAll, operandsOf } from './operands.ts';
import { transfers } from './transfers.ts';
import { unnamedBy, unnamedOperands } from './unnamed.ts';

/** `chmod +x f`: git keeps whether a file can be run. Of a whole directory it is not known which files change. */
export const modeChanges = (command: SimpleCommand): readonly FileEffect[] => {
  const { argv } = command;
  if (argv.some((word) => /^(?:-[cfv]*R[cfv]*$|--re)/.test(word))) return [unnamedBy(command)];
  // `-x` takes a mode away, and is no option
  const mode = argv.findIndex((word, at) => at > 0 && !/^(?:-[cfv]+$|--)/.test(word));
  const operands = operandsOf(command, mode + 1);
  if (mode === -1) return [];
  return [
    ...locatedAll(command, operands.words).map((path): FileEffect => ({ action: 'edit', path, mode: true })),
    ...unnamedOperands(command, operands),
  ];
};

/** `ln -s target link`: what is there afterwards, wherever it leads. */
export const links = (command: SimpleCommand): readonly FileEffect[] => {
  const operands = operandsOf(command, 1, ['-t', '--target-directory', '-S', '--suffix']);
  const soft = has(operands, 's', '--symbolic') ? ({ soft: true } as const) : {};
  const isAlone = operands.words.length === 1 && operands.values.size === 0;
  const named = isAlone && !has(operands, 'T') ? { ...operands, words: [...operands.words, './'] } : operands;
  const made = transfers(command, named, { action: 'copy', dir: false, fresh: false }).flatMap((effect): FileEffect[] =>
    effect.action === 'copy' ? [{ ...written(effect.to, linkedTo(effect.from, effect.to)), ...soft }] : [effect],
  );
  const [from, to] = operands.words;
  // of a target that only the shell could tell the link itself has a name
  const place = from === null && operands.words.length === 2 ? located(command, to ?? null) : undefined;
  return place === undefined ? made : [...made, { ...written(place, null), ...soft }];
};

const written = (path: string, link: string | null): Extract<FileEffect, { action: 'write' }> => ({
  action: 'write',
  path,
  append: false,
  redirected: false,
  link,
});

/** What a link that lies elsewhere says without a root is meant from there. */
const linkedTo = (from: string, to: string): string | null => (isRooted(from) || !isRooted(to) ? from : null);
