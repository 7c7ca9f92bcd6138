import type { Node } from '../document.ts';
import { printNode } from './print-node.ts';

/**
 * A document as Markdown of at most so many UTF-8 bytes: whole parts and whole items of lists, from the first on. What is
 * left out is counted, and told at the end: `… and 12 more: REST`.
 * @param how most: 1000 or more, no single part may be near it; hidden: how many things the document leaves out itself
 */
export const printWithin = (
  nodes: readonly Node[],
  { most, rest, hidden = 0 }: { readonly most: number; readonly rest: string; readonly hidden?: number },
): string => {
  const blocks: string[] = [];
  let room = most - RESERVED - byteLength(rest);
  let left = 0;
  /** undefined: it has no room, or something before it had none. */
  const taken = (node: Node): string | undefined => {
    const text = left > 0 ? undefined : printNode(node);
    const size = byteLength(text ?? '') + 2;
    if (text === undefined || size > room) return undefined;
    room -= size;
    return text;
  };
  for (const node of nodes) {
    const parts = node.kind === 'list' ? node.items.map((item): Node => ({ ...node, items: [item] })) : [node];
    const lines: string[] = [];
    for (const part of parts) {
      const line = taken(part);
      if (line !== undefined) lines.push(line);
      else if (part.kind !== 'heading') left++;
    }
    if (lines.length > 0) blocks.push(lines.join('\n'));
  }
  const more = left + hidden;
  return `${[...blocks, ...(more === 0 ? [] : [`… and ${more} more: ${rest}`])].join('\n\n')}\n`;
};

/** For the words about what is left out. */
const RESERVED = 64;

const byteLength = (text: string): number => new TextEncoder().encode(text).length;
