import { textPieces } from '../text-pieces.ts';

/** Units of a piece: what is shorter is written at once. */
const PIECE = 1 << 18;

/**
 * What JSON.stringify writes of a JSON value, in pieces: beside a long text there is never more than a piece of it.
 * Undefined members are left out; there is no `toJSON`.
 */
export function* jsonPieces(value: unknown): Generator<string> {
  if (isShort(value)) return yield JSON.stringify(value);
  let pending = '';
  for (const part of partsOf(value)) {
    pending += part;
    if (pending.length < PIECE) continue;
    yield pending;
    pending = '';
  }
  if (pending !== '') yield pending;
}

const isShort = (value: unknown): boolean => unitsIn(value, PIECE) <= PIECE;

/** Units of all its texts and keys; no more is counted than is asked for. */
const unitsIn = (value: unknown, most: number): number => {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 1;
  let units = 1;
  for (const key in value) {
    units += key.length + unitsIn((value as { readonly [key: string]: unknown })[key], most - units);
    if (units > most) break;
  }
  return units;
};

function* partsOf(value: unknown): Generator<string> {
  if (typeof value === 'string' && value.length > PIECE) yield* textParts(value);
  else if (typeof value !== 'object' || value === null || JSON.isRawJSON(value)) yield JSON.stringify(value) ?? 'null';
  else if (isShort(value)) yield JSON.stringify(value);
  else if (Array.isArray(value)) {
    let before = '[';
    for (const element of value) {
      yield before;
      yield* partsOf(element);
      before = ',';
    }
    yield before === '[' ? '[]' : ']';
  } else yield* memberParts(value);
}

function* memberParts(value: object): Generator<string> {
  let before = '{';
  for (const [key, member] of Object.entries(value)) {
    if (member === undefined) continue;
    yield before;
    yield* partsOf(key);
    yield ':';
    yield* partsOf(member);
    before = ',';
  }
  yield before === '{' ? '{}' : '}';
}

function* textParts(text: string): Generator<string> {
  yield '"';
  for (const piece of textPieces(text, PIECE)) yield JSON.stringify(piece).slice(1, -1);
  yield '"';
}
