import { asString, asText, at, field } from '../../domain/json.ts';
import type { Block } from '../../domain/session.ts';
import { foreignKind, foreignType } from '../reading/foreign-content.ts';
import type { Fate } from './record.ts';

const KINDS: ReadonlySet<string> = new Set([
  'text',
  'thinking',
  'redacted_thinking',
  'tool_use',
  'server_tool_use',
  'image',
  'document',
  'fallback',
]);

/** Kinds of content blocks that are read, or hold nothing that could be. */
const isKnownBlock = (kind: string): boolean => KINDS.has(kind) || kind.endsWith('tool_result');

/** A content block that is neither text nor a call: images as data URLs, the rest as it came. */
export const otherBlock = (block: unknown): Block => {
  const mime = asText(at(block, 'source', 'media_type')) ?? 'image/png';
  if (asString(field(block, 'type')) === 'image') {
    const data = asString(at(block, 'source', 'data'));
    const url = data === undefined ? (asText(at(block, 'source', 'url')) ?? '') : `data:${mime};base64,${data}`;
    return { type: 'Image', url, mime };
  }
  return { type: 'Json', data: block };
};

/** The text of a `text` block, or of a bare string where a block is expected. */
export const blockText = (block: unknown): string | undefined => {
  if (typeof block === 'string') return block;
  return field(block, 'type') === 'text' ? asString(field(block, 'text')) : undefined;
};

/** What became of a record whose content this is: with a block that nobody knows it is not understood. */
export const withContent = (fate: Fate, content: unknown): Fate => {
  const foreign = foreignKind(content, isKnownBlock);
  return foreign === undefined ? fate : { type: foreignType(foreign) };
};
