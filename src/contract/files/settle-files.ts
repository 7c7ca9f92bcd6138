import type { FileFact } from '../facts.ts';
import { looksLikeFile } from './looks-like-file.ts';

export interface BaseTree {
  /** Whether a file stood at a path when the session began; undefined: it cannot be told (ignored, or no base). */
  existsAtBase(path: string): boolean | undefined;
  /** Whether what is there now is what stood there then, or nothing is, as then; undefined: it cannot be told. */
  isAsAtBase(path: string): boolean | undefined;
}

/**
 * Settles what the log left open by the base tree: a written file that was there is edited, not created; a deletion of
 * what was not there is none; a move over a file that was there is an edit and a deletion. Where the base cannot say,
 * the fact stays as it is, but for scratch files: what the session wrote and took away again leaves nothing. So does what
 * git threw away or an edit took back, where the working tree is as the base was; where it differs, the change is there
 * after all.
 */
export const settleFiles = (files: readonly FileFact[], base: BaseTree): readonly FileFact[] =>
  files
    .flatMap((file) => (file.undone === true ? standing(file, base) : [file]))
    .flatMap((file) => (file.unsettled ? settled(file, base) : [file]));

const standing = (file: FileFact, base: BaseTree): readonly FileFact[] => {
  const sides = [file.path, ...(file.from === undefined ? [] : [file.from])];
  const same = sides.map((path) => (file.inside ? base.isAsAtBase(path) : undefined));
  if (same.every((one) => one === true)) return [];
  if (same.every((one) => one === undefined)) return [file];
  const { undone: _, ...rest } = file;
  return [rest];
};

const settled = (file: FileFact, base: BaseTree): readonly FileFact[] => {
  const there = file.inside ? base.existsAtBase(file.path) : undefined;
  if (file.action === 'renamed' && file.from !== undefined) return settledRename(file, file.from, { base, there });
  if (there === undefined) return file.action === 'deleted' && file.written === true ? [] : [file];
  if (file.action === 'created' && there) {
    const untouched = file.lines_added === 0 && file.lines_removed === 0;
    return untouched ? [] : [{ ...file, action: 'edited', unsettled: false }];
  }
  return file.action === 'deleted' && !there ? [] : [{ ...file, unsettled: false }];
};

const settledRename = (
  file: FileFact,
  from: string,
  { base, there }: { readonly base: BaseTree; readonly there: boolean | undefined },
): readonly FileFact[] => {
  const known = base.existsAtBase(from);
  if (there === undefined || known === undefined) return [file];
  if (known && !there) return [{ ...file, unsettled: false }];
  const { from: _, as_it_was: __, ...here } = file;
  const target: FileFact = { ...here, action: there ? 'edited' : 'created', unsettled: false };
  // A name that no edit touched and that is no file of the base was a directory, whose files nobody named.
  if (!known) return there || file.by.includes('edit-tool') || looksLikeFile(from) ? [target] : [];
  const { full_text: ___, ...gone } = here;
  return [
    { ...gone, path: from, action: 'deleted', unsettled: false, lines_added: null, lines_removed: null },
    { ...target, lines_added: null, lines_removed: null },
  ];
};
