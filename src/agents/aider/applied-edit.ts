import { ATTR } from '../../domain/event-attributes.ts';
import type { Block, Event, EventType } from '../../domain/session.ts';
import { joinPath } from '../reading/join-path.ts';
import { languageOf } from '../reading/language-of.ts';
import type { AppliedFile, Chat, Here } from './chat.ts';
import { type EditBlock, newLines } from './edit-blocks.ts';

/** The event of `Applied edit to <path>`: what was changed stands in the model's answer above. */
export const appliedEvent = (path: string, here: Here): Event => {
  const { chat } = here;
  const blocks = chat.blocks.filter((block) => isSame(block.path, path));
  const isSure = blocks.length > 0 && !chat.uncertain.has(path);
  const created = chat.allowed.has(path);
  const file = { path, created, ...(isSure ? counts(blocks, created) : NO_COUNTS) };
  const text = isSure && blocks.length === 1 && isWhole(blocks[0], chat, created) ? blocks[0]?.text : undefined;
  chat.uncertain.delete(path);
  chat.allowed.delete(path);
  if (chat.applied.length < 10_000) chat.applied.push(file);
  return fileEvent(file, { here, text, diff: diffOf(blocks) });
};

const NO_COUNTS = { added: undefined, removed: undefined };

const isSame = (written: string, path: string): boolean =>
  written === path || path.endsWith(`/${written}`) || written.endsWith(`/${path}`);

/** A block that replaces nothing is put at the end of a file that is there; a listing takes its place. */
const isWhole = (block: EditBlock | undefined, chat: Chat, created: boolean): boolean =>
  block?.text !== undefined && (created || chat.edit_format?.includes('whole') === true);

const counts = (blocks: readonly EditBlock[], created: boolean): Pick<AppliedFile, 'added' | 'removed'> => {
  const [only] = blocks;
  if (created && blocks.length === 1 && only !== undefined) {
    const added = newLines(only) ?? only.added;
    return { added, removed: added === undefined ? undefined : 0 };
  }
  return { added: sum(blocks.map((block) => block.added)), removed: sum(blocks.map((block) => block.removed)) };
};

const sum = (numbers: readonly (number | undefined)[]): number | undefined => {
  let total = 0;
  for (const number of numbers) {
    if (number === undefined) return undefined;
    total += number;
  }
  return total;
};

const diffOf = (blocks: readonly EditBlock[]): string => blocks.map(({ diff }) => diff).join('');

interface Shown {
  readonly here: Here;
  readonly text: string | undefined;
  readonly diff: string;
}

const fileEvent = (file: AppliedFile, { here, text, diff }: Shown): Event => {
  const path = absolute(file.path, here.chat);
  const isWritten = file.created || text !== undefined;
  const type: EventType = isWritten
    ? { type: 'FileCreate', data: { path } }
    : { type: 'FileEdit', data: { path, ...(diff === '' ? {} : { diff }) } };
  return here.record.event({
    type,
    blocks: codeBlocks(path, text),
    attributes: {
      [ATTR.rawType]: 'tool/Applied edit',
      [ATTR.toolKind]: 'file_write',
      [ATTR.fileBefore]: file.created ? 'create' : 'update',
      [ATTR.linesAdded]: file.added,
      [ATTR.linesRemoved]: file.removed,
      [ATTR.fullText]: text === undefined ? undefined : true,
    },
  });
};

const codeBlocks = (path: string, text: string | undefined): readonly Block[] => {
  if (text === undefined) return [];
  const language = languageOf(path);
  return [{ type: 'Code', code: text, ...(language === undefined ? {} : { language }) }];
};

export const absolute = (path: string, { cwd }: Chat): string => (cwd === undefined ? path : joinPath(cwd, path));

/**
 * Files of a failed answer of which Aider says that other blocks were done: it names no file there. Those that the report
 * of failures does not name were changed; of the others it is not known.
 */
export const partlyApplied = (failed: ReadonlySet<string>, here: Here): readonly Event[] => {
  const paths = [...new Set(here.chat.blocks.map((block) => block.path))];
  const changed = paths.filter((path) => !failed.has(path) || paths.length === 1);
  return changed.map((path) => {
    const file = { path, created: here.chat.allowed.has(path), ...NO_COUNTS };
    here.chat.applied.push(file);
    return fileEvent(file, { here, text: undefined, diff: '' });
  });
};

/** `/undo` takes a commit back: what was made in it goes, what was changed is as before. */
export const undoneEvents = (hash: string, here: Here): readonly Event[] =>
  (here.chat.commits.get(hash) ?? []).map((file) => {
    const path = absolute(file.path, here.chat);
    const attributes = { [ATTR.rawType]: 'tool/Removed', [ATTR.toolKind]: 'file_write' };
    if (file.created) return here.record.event({ type: { type: 'FileDelete', data: { path } }, attributes });
    const lines = { [ATTR.linesAdded]: file.removed, [ATTR.linesRemoved]: file.added };
    return here.record.event({ type: { type: 'FileEdit', data: { path } }, attributes: { ...attributes, ...lines } });
  });
