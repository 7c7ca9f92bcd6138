/** A part of a document as Markdown. Foreign text cannot break out of its place: see escape.ts. */
import type { Item, Node, Span } from '../document.ts';
import { code, fenced, inline } from './escape.ts';

export const printNode = (node: Node): string => {
  switch (node.kind) {
    case 'heading':
      return `${'#'.repeat(node.level)} ${printSpans(node.spans)}`;
    case 'paragraph':
      return printSpans(node.spans);
    case 'list':
      return printItems(node.items, node.ordered, '').join('\n');
    case 'quote':
      return fenced(node.text);
    case 'rule':
      return '---';
  }
};

const printItems = (items: readonly Item[], ordered: boolean, indent: string): readonly string[] =>
  items.flatMap((item, index) => {
    const mark = ordered ? `${index + 1}.` : '-';
    const within = indent + ' '.repeat(mark.length + 1);
    return [
      `${indent}${mark} ${printSpans(item.spans)}`,
      ...printItems(item.items ?? [], false, within),
      // every line of it stands within the item: one that did not would end it
      ...(item.quote === undefined
        ? []
        : [
            '',
            ...fenced(item.quote)
              .split('\n')
              .map((line) => `${within}${line}`),
          ]),
    ];
  });

const printSpans = (spans: readonly Span[]): string =>
  spans
    .map((span) => {
      if (span.kind === 'text') return inline(span.text);
      if (span.kind === 'code') return code(span.text);
      return span.kind === 'strong' ? `**${span.text}**` : span.text;
    })
    .join('');
