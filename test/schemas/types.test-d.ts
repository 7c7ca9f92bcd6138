/**
 * Compile-time only: the types of `src/domain` and those that the schemas describe are the same, key by key, required
 * or not. `tsc` fails here when one is changed without the other.
 */
import { expectTypeOf } from 'vitest';
import type { Artifact, ArtifactSource } from '../../src/domain/artifact.ts';
import type { Coverage } from '../../src/domain/coverage.ts';
import type { Finding } from '../../src/domain/finding.ts';
import type { GateReport } from '../../src/domain/gate-report.ts';
import type { Manifest, ManifestEntry } from '../../src/domain/manifest.ts';
import type { Policy, RequiredCheck } from '../../src/domain/policy.ts';
import type { WitnessStatement } from '../../src/domain/witness.ts';
import type { Handoff, MergedHandoff, RedactedText, Repository } from '../../src/domain/handoff.ts';
import type {
  AgentInfo,
  Block,
  Event,
  EventType,
  SessionContext,
  SessionHeader,
  Stats,
} from '../../src/domain/session.ts';
import type {
  Artifact as ArtifactSchema,
  ArtifactDefs,
  GateReport as GateReportSchema,
  Handoff as HandoffSchema,
  HandoffDefs,
  HailDefs,
  Manifest as ManifestSchema,
  Policy as PolicySchema,
  Witness as WitnessSchema,
} from '../../src/generated/schema-types.ts';

/** Without brands and `readonly`, which JSON does not have, and written out, so that names do not matter. */
type Plain<T> = T extends RedactedText
  ? string
  : T extends string | number | boolean | null | undefined
    ? T
    : T extends readonly (infer Item)[]
      ? Plain<Item>[]
      : T extends object
        ? { -readonly [Key in keyof T]: Plain<T[Key]> }
        : T;

expectTypeOf<Plain<Handoff>>().toEqualTypeOf<Plain<HandoffSchema>>();
expectTypeOf<Plain<Repository>>().toEqualTypeOf<Plain<HandoffDefs['repository']>>();
expectTypeOf<Plain<Coverage>>().toEqualTypeOf<Plain<HandoffDefs['coverage']>>();
expectTypeOf<Plain<Finding>>().toEqualTypeOf<Plain<HandoffDefs['finding']>>();
expectTypeOf<Plain<MergedHandoff>>().toEqualTypeOf<Plain<ArtifactDefs['merged']>>();
expectTypeOf<Plain<ArtifactSource>>().toEqualTypeOf<Plain<ArtifactDefs['source']>>();
// the payload may be the older tool's, so the schema leaves it open there, and asks for handoffs in ours
expectTypeOf<Plain<Omit<Artifact, 'payload'>>>().toEqualTypeOf<Plain<Omit<ArtifactSchema, 'payload'>>>();

expectTypeOf<Plain<WitnessStatement>>().toEqualTypeOf<Plain<WitnessSchema>>();
expectTypeOf<Plain<GateReport>>().toEqualTypeOf<Plain<GateReportSchema>>();
// claims and checks are a handoff's own, and stay open there
type Open = 'claims' | 'checks';
expectTypeOf<Plain<Omit<Manifest, Open>>>().toEqualTypeOf<Plain<Omit<ManifestSchema, Open>>>();
expectTypeOf<Plain<ManifestEntry>>().toEqualTypeOf<Plain<ManifestSchema['entries'][number]>>();
// a policy may leave anything out
type Said = Required<Plain<PolicySchema>>;
expectTypeOf<Plain<Omit<Policy, 'required_checks'>>>().toEqualTypeOf<Omit<Said, 'required_checks'>>();
expectTypeOf<Plain<RequiredCheck>>().toEqualTypeOf<Required<Said['required_checks'][number]>>();

expectTypeOf<Plain<AgentInfo>>().toEqualTypeOf<Plain<HailDefs['agent']>>();
expectTypeOf<Plain<SessionContext>>().toEqualTypeOf<Plain<HailDefs['context']>>();
expectTypeOf<Plain<SessionHeader>>().toEqualTypeOf<Plain<HailDefs['header']>>();
expectTypeOf<Plain<Stats>>().toEqualTypeOf<Plain<HailDefs['stats']>>();
// `Unknown` is how other tags are held in memory; `origin` is not part of the format
expectTypeOf<Plain<Exclude<EventType, { type: 'Unknown' }>>>().toEqualTypeOf<Plain<HailDefs['event_type']>>();
expectTypeOf<Plain<Exclude<Block, { type: 'Unknown' }>>>().toEqualTypeOf<Plain<HailDefs['block']>>();
type Outside = 'origin' | 'event_type' | 'content';
expectTypeOf<Plain<Omit<Event, Outside>>>().toEqualTypeOf<Plain<Omit<HailDefs['event'], Outside>>>();

// that the comparison can fail
// @ts-expect-error an optional key more
expectTypeOf<Plain<Finding>>().toEqualTypeOf<Plain<HandoffDefs['finding'] & { readonly hint?: string }>>();
// @ts-expect-error required here, optional there
expectTypeOf<Plain<{ readonly a: string }>>().toEqualTypeOf<Plain<{ readonly a?: string }>>();
// @ts-expect-error one member of a union less
expectTypeOf<Plain<Finding['severity']>>().toEqualTypeOf<Plain<'error' | 'warning'>>();
// @ts-expect-error deep inside
expectTypeOf<Plain<{ a: readonly { b: RedactedText | null }[] }>>().toEqualTypeOf<Plain<{ a: { b: string }[] }>>();
