/** What commands about checks have in common: files with statements, and lines for people. */
import { OpenSessionError } from '../domain/errors.ts';
import type { CheckRerun } from '../domain/rerun.ts';
import { MAX_WITNESS } from '../domain/witness.ts';
import type { World } from '../engine/ports.ts';

/** @throws file_not_found */
export const statementIn = (world: Pick<World, 'logs'>, path: string): string => {
  const text = world.logs.text(path, MAX_WITNESS + 1);
  if (text !== undefined) return text;
  throw new OpenSessionError('file_not_found', `expected a file with a statement, found none at ${path}`);
};

/** In one line; what the command itself said is left out. */
export const rerunLine = ({ name, command, attempts, unisolated, lacking }: CheckRerun): string => {
  const runs = attempts.map(({ exit_code, ended }) => (ended === null ? `exit ${exit_code ?? '?'}` : ENDED[ended]));
  const how = attempts.length === 0 ? `not run: ${unisolated ?? ''}` : runs.join(', then ');
  const lacks = lacking.length === 0 ? '' : `; the checkout lacks ${lacking.slice(0, 3).join(', ')}`;
  return `${name} (${command}): ${how}${lacks}`;
};

const ENDED = {
  late: 'ended: it took too long',
  output: 'ended: it said too much',
  setup: 'not begun: its setup failed',
} as const;
