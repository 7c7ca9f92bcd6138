/** The output formats of `gate --format`, which the Action writes too. */
import { OpenSessionError } from '../../domain/errors.ts';
import type { GateFormat } from './gate-format.ts';
import { gitlab } from './gitlab.ts';
import { json } from './json.ts';
import { markdown } from './markdown.ts';
import { sarif } from './sarif.ts';
import { text } from './text.ts';

export const gateFormats: readonly GateFormat[] = [text, json, markdown, sarif, gitlab];

/** @throws unknown_format */
export const gateFormatById = (id: string): GateFormat => {
  const format = gateFormats.find((candidate) => candidate.id === id);
  if (format !== undefined) return format;
  const known = gateFormats.map((candidate) => candidate.id).join(', ');
  throw new OpenSessionError(
    'unknown_format',
    `expected a format of ${known}, found ${JSON.stringify(id.slice(0, 80))}`,
  );
};
