import type { FileChange, Handoff } from '../../domain/handoff.ts';
import { type Item, type Node, code, heading, listOr, say, word } from '../document.ts';

/** The net effect of the session on each path. */
export const filesChanged = ({ files_modified: files }: Handoff): readonly Node[] => [
  heading(2, 'Files Changed'),
  listOr(files.map(fileItem)),
];

const fileItem = (file: FileChange): Item => ({
  spans: [
    ...say`${word(file.action)} ${code(file.path)}`,
    ...(file.from === undefined ? [] : say` (from ${code(file.from)})`),
    ...linesOf(file),
    ...(file.scope === 'repository' ? [] : say`, ${word(SCOPES[file.scope])}`),
    ...(file.by.includes('shell') && !file.by.includes('edit-tool') ? say`, by a shell command` : []),
  ],
});

const linesOf = ({ lines_added: added, lines_removed: removed }: FileChange): Item['spans'] =>
  added === null && removed === null ? [] : say` (+${count(added)}, -${count(removed)} lines)`;

const count = (lines: number | null): Item['spans'] => [word(lines === null ? '?' : String(lines))];

const SCOPES = { outside: 'outside the repository', ignored: 'ignored by git' } as const;
