import { OpenSessionError } from '../domain/errors.ts';
import type { NamedArtifact } from '../domain/named-artifact.ts';

/** `ID` or `ID@VERSION`, as in a trailer of the change. @throws usage */
export const parseNamed = (text: string): NamedArtifact => {
  const [, id, version] = /^([A-Za-z0-9][A-Za-z0-9._-]{0,199})(?:@([0-9a-f]{12,64}))?$/.exec(text) ?? [];
  if (id !== undefined) return { id, version: version ?? null };
  throw new OpenSessionError(
    'usage',
    `expected an artifact as ID or ID@VERSION, found ${JSON.stringify(text.slice(0, 80))}`,
    { hint: 'see which there are: opensession session handoff artifact list' },
  );
};
