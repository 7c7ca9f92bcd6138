import type { EventType } from '../../domain/session.ts';
import { type ToolKind, toolKind } from './tool-kind.ts';

const KINDS: ReadonlyMap<EventType['type'], ToolKind> = new Map<EventType['type'], ToolKind>([
  ['ShellCommand', 'shell'],
  ['FileRead', 'file_read'],
  ['FileEdit', 'file_write'],
  ['FileCreate', 'file_write'],
  ['FileDelete', 'file_write'],
  ['CodeSearch', 'search'],
  ['FileSearch', 'search'],
  ['WebSearch', 'web'],
  ['WebFetch', 'web'],
]);

/** What a call does, by what it became, else by the tool's name: the value of `semantic.tool_kind`. */
export const kindOfCall = (type: EventType, name: string): ToolKind => KINDS.get(type.type) ?? toolKind(name);
