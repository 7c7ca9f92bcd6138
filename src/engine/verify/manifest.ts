import { canonicalJson } from '../../domain/canonical.ts';
import { field, isObject, readJson } from '../../domain/json.ts';
import { hasTwins } from '../../domain/json-keys.ts';
import { MANIFEST_SCHEMA, type Manifest, saidInHandoffs } from '../../domain/manifest.ts';
import { manifestFaults } from '../../rules/schema-faults.ts';
import { error, type Found, note, type Subject, type VerifyCheck } from './verify-check.ts';

/** The digest is of artifact.json alone, and the gate goes by this one. */
export const manifest: VerifyCheck = {
  id: 'manifest',
  description: 'manifest.json can be read in one way, has the shape of its schema, and repeats what the handoffs say',
  integrity: true,
  find: ({ version, artifact }) => {
    const text = version.files.get('manifest.json')?.toString('utf8');
    if (text === undefined) return []; // the older tool writes none
    const value = readJson(text);
    if (value === undefined) return [error('manifest.json is no JSON')];
    if (field(value, 'schema') !== MANIFEST_SCHEMA)
      return [
        note('manifest.json is none of this version: its shape is not judged, and the gate takes nothing from it'),
      ];
    const twins = hasTwins(text, value) ? ['it names a key of an object twice'] : [];
    const faults = manifestFaults(value);
    const others = faults.length > 0 ? [] : differences(value as Manifest, artifact);
    return [...twins, ...faults, ...others].map((fault): Found => error(`manifest.json: ${fault}`));
  },
};

/** A link version repeats nothing; of an artifact that cannot be read nothing is known. */
const differences = (given: Manifest, artifact: Subject['artifact']): readonly string[] => {
  if (artifact === null) return [];
  const said = saidInHandoffs(given.linked_commit === undefined ? artifact.payload.filter(isObject) : []);
  return (['claims', 'checks'] as const).flatMap((list) =>
    isSame(given[list], said[list]) ? [] : [`its ${list} are not those of the handoffs in artifact.json`],
  );
};

/** A number without end is no JSON, and in no handoff of ours. */
const isSame = (a: unknown, b: unknown): boolean => {
  try {
    return canonicalJson(a) === canonicalJson(b);
  } catch {
    return false;
  }
};
