/** The output formats of `--format`. */
import { OpenSessionError } from '../domain/errors.ts';
import type { Format } from './format.ts';
import { hail } from './hail.ts';
import { json } from './json.ts';
import { jsonl } from './jsonl.ts';
import { markdown } from './markdown.ts';
import { stream } from './stream.ts';
import { text } from './text.ts';

export const formats: readonly Format[] = [json, jsonl, stream, markdown, text, hail];

/** @throws unknown_format */
export const formatById = (id: string): Format => {
  const format = formats.find((candidate) => candidate.id === id);
  if (format !== undefined) return format;
  const known = formats.map((candidate) => candidate.id).join(', ');
  throw new OpenSessionError(
    'unknown_format',
    `expected a format of ${known}, found ${JSON.stringify(id.slice(0, 80))}`,
  );
};
