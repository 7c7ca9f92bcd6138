import type { Handoff } from '../domain/handoff.ts';
import type { Item, Node, Span } from './document.ts';
import type { Format } from './format.ts';
import { closing } from './outline/closing.ts';
import { outline } from './outline/outline.ts';
import { lineForTerminal } from './terminal.ts';
import { showInvisible } from './visible.ts';

/** The same content as Markdown, for a terminal: no markup. What a reader asks first stands where a long page ends, too. */
export const text: Format = {
  id: 'text',
  description: 'plain text for a terminal',
  render: (input) => {
    const page = printAll(outline(input));
    const [only, ...more] = input.handoffs;
    const isSeen = only === undefined || more.length > 0 || page.split('\n').length <= SCREEN;
    return isSeen ? page : `${page}\n${glance(only)}`;
  },
};

/** What a reader asks first, in a few lines. */
export const glance = (handoff: Handoff): string => printAll(closing(handoff));

/** Lines of a large terminal. */
const SCREEN = 100;

const printAll = (nodes: readonly Node[]): string => `${nodes.map(printNode).join('\n\n')}\n`;

const printNode = (node: Node): string => {
  switch (node.kind) {
    case 'heading':
      return printHeading(printSpans(node.spans), node.level);
    case 'paragraph':
      return printSpans(node.spans);
    case 'list':
      return printItems(node.items, node.ordered, '  ').join('\n');
    case 'quote':
      return printQuote(node.text, '  ');
    case 'rule':
      return '-'.repeat(72);
  }
};

const printQuote = (quote: string, indent: string): string =>
  showInvisible(quote.replaceAll('\r\n', '\n')).replace(/^/gm, `${indent}| `);

const printHeading = (title: string, level: 1 | 2 | 3): string =>
  level === 3 ? title : `${title}\n${(level === 1 ? '=' : '-').repeat(Math.min(72, title.length))}`;

const printItems = (items: readonly Item[], ordered: boolean, indent: string): readonly string[] =>
  items.flatMap((item, index) => [
    `${indent}${ordered ? `${index + 1}.` : '-'} ${printSpans(item.spans)}`,
    ...printItems(item.items ?? [], false, `${indent}    `),
    ...(item.quote === undefined ? [] : [printQuote(item.quote, `${indent}    `)]),
  ]);

const printSpans = (spans: readonly Span[]): string =>
  spans
    .map((span) => (span.kind === 'text' || span.kind === 'code' ? lineForTerminal(span.text) : unmarked(span.text)))
    .join('');

/** Our own words have this one mark. */
const unmarked = (words: string): string => words.replace('_(none)_', '(none)');
