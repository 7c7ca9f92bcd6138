import type { Match, RedactionRule } from '../rule.ts';
import { TOKEN_SHAPES, type TokenShape } from '../values/token-shapes.ts';

/** Tokens that are known by their shape alone, whatever stands around them. */
export const knownToken: RedactionRule = { id: 'known-token', secret: true, contextual: false, find };

const SHAPES: ReadonlyMap<string, TokenShape> = new Map(TOKEN_SHAPES.map((shape) => [shape.literal, shape]));
/** One look for all literals: a look for each would cost as many passes over the text. */
const LITERALS = new RegExp(
  [...SHAPES.keys()].map((literal) => literal.replaceAll('.', String.raw`\.`)).join('|'),
  'g',
);

/** Every start is tried once, and what was found is passed over: linear, since bodies are bounded and edges looked at first. */
function* find(text: string): Generator<Match> {
  let done = 0;
  for (const { 0: literal, index } of text.matchAll(LITERALS)) {
    const shape = index < done ? undefined : SHAPES.get(literal);
    const match = shape === undefined ? undefined : matchAt(text, index, shape);
    if (match === undefined) continue;
    done = match.end;
    yield match;
  }
}

const matchAt = (text: string, at: number, { pattern, within }: TokenShape): Match | undefined => {
  if (within === undefined && !isEdge(text, at)) return undefined;
  pattern.lastIndex = at;
  const found = pattern.exec(text);
  if (found === null) return undefined;
  const end = at + found[0].length;
  const secret = found.groups?.['secret'] ?? found[0];
  return { start: end - secret.length, end, values: [secret] };
};

/**
 * A token begins behind what is no part of one: image data in base64 hold every short literal somewhere. Escapes
 * (`\n`, `%3D`) and colour codes end in a letter or a digit and are an edge all the same. A colon begins itself, and has
 * digits before it.
 */
const isEdge = (text: string, at: number): boolean => {
  const before = text.slice(Math.max(0, at - 12), at);
  if (text[at] === ':') return /(?:^|\D)\d{8,10}$/.test(before);
  return /(?:^|[^A-Za-z0-9_-]|\\[nrtbf]|%[0-9A-Fa-f]{2}|\[[0-9;]{1,8}m)$/.test(before);
};
