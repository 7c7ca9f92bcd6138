import { HANDOFF_SCHEMA, type Handoff } from '../../domain/handoff.ts';
import type { GateReport } from '../../domain/gate-report.ts';
import { artifactIdOf, artifactRef } from '../../domain/refs.ts';
import { markdown } from '../../formats/markdown.ts';
import type { World } from '../ports.ts';

/**
 * The handoffs that a verdict rests on as one Markdown page, made anew from the versions that were judged: the page that
 * lies in an artifact is its author's text. null: no handoff is bound.
 */
export const judgedHandoff = async (
  world: Pick<World, 'store' | 'cwd'>,
  { artifacts }: GateReport,
): Promise<string | null> => {
  const store = await world.store(world.cwd);
  const tips = artifacts
    .filter(({ bound, problems }) => bound && problems.length === 0)
    .map(({ id, version }) => ({ ref: artifactRef(artifactIdOf(id.slice(id.indexOf(':') + 1))), commit: version }));
  const read = tips.length === 0 ? [] : await store.readAll(tips);
  const handoffs = read.flatMap((one): readonly Handoff[] =>
    'payload' in one ? one.payload.filter(({ schema }) => schema === HANDOFF_SCHEMA) : [],
  );
  return handoffs.length === 0 ? null : await markdown.render({ handoffs });
};
