import { ATTR } from '../../domain/event-attributes.ts';
import type { EventType } from '../../domain/session.ts';
import { type Change, parsePatch } from '../codex/patch-grammar.ts';
import { absolute, inputText, type ToolCall } from './tool-call.ts';

/** One file that a patch changes: its event, and what is known beside it. */
export interface PatchedFile {
  readonly type: EventType;
  readonly facts: { readonly [key: string]: unknown };
  readonly content: string | undefined;
}

/** The files that `apply_patch` (2026, models of OpenAI) changes, as its text says; the grammar is Codex's. */
export const patchedFiles = (call: ToolCall, cwd: string | undefined): readonly PatchedFile[] =>
  call.name === 'apply_patch'
    ? (parsePatch(inputText(call, 'patchText', 'patch', 'input') ?? '') ?? []).map((change) => patched(change, cwd))
    : [];

const patched = (change: Change, cwd: string | undefined): PatchedFile => {
  const path = absolute(change.path, cwd);
  const lines = { [ATTR.linesAdded]: change.linesAdded, [ATTR.linesRemoved]: change.linesRemoved };
  if (change.action === 'delete')
    return { type: { type: 'FileDelete', data: { path } }, facts: {}, content: undefined };
  if (change.action === 'add') {
    const facts = { ...lines, [ATTR.fileBefore]: 'unknown', [ATTR.fullText]: true };
    return { type: { type: 'FileCreate', data: { path } }, facts, content: change.content };
  }
  const diff = change.diff === undefined || change.diff === '' ? {} : { diff: change.diff };
  const moved = change.movedTo === undefined ? undefined : absolute(change.movedTo, cwd);
  return {
    type: { type: 'FileEdit', data: { path: moved ?? path, ...diff } },
    facts: { ...lines, [ATTR.renamedFrom]: moved === undefined ? undefined : path },
    content: undefined,
  };
};
