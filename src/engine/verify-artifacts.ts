import { OpenSessionError } from '../domain/errors.ts';
import { ARCHIVE_REF, artifactIdOf, artifactNameOf, artifactRef } from '../domain/refs.ts';
import { archiveCut } from '../domain/unshallow.ts';
import type { ArtifactStore } from '../store/artifact-store.ts';
import type { UnreadVersion, VersionName } from '../store/inspect-versions.ts';
import { rememberingLists } from './remembering-lists.ts';
import { verifyChecks } from './verify/index.ts';
import { readSubject } from './verify/read-subject.ts';
import type { SignatureState } from './verify/signature-state.ts';
import { type Freshness, freshnessOfAll } from './verify/source-states.ts';
import type { Subject, VerifyFinding, VerifyWorld } from './verify/verify-check.ts';

export interface VerifiedVersion {
  readonly artifact_id: string;
  /** The archive's, of what is archived. */
  readonly ref: string;
  readonly archived: boolean;
  readonly commit: string;
  /** 0: the newest; n: the one n saves before it. */
  readonly age: number;
  /**
   * `fine`: no error and no warning; `broken`: it is not what was saved, or cannot be read at all; `incomplete`: a partial
   * or shallow clone left out some of it, so that it was not judged.
   */
  readonly verdict: 'fine' | 'findings' | 'broken' | 'incomplete';
  readonly signature: SignatureState;
  /** Of the newest version's logs; null for former ones. */
  readonly freshness: Freshness | null;
  readonly findings: readonly VerifyFinding[];
}

export interface VerifyRequest {
  /** Ids or refs, live or archived; empty: all live artifacts of the repository. */
  readonly artifacts: readonly string[];
  /** Where none is named: the archived ones as well. */
  readonly archived?: boolean;
  /** Former versions too. */
  readonly history?: boolean;
  readonly allowedSigners?: string | undefined;
}

/** More than this are of no use to anybody; a ref may be built upon a history without end. */
const MAX_VERSIONS = 100_000;
/** Signatures are judged by a process each: as many of them at a time. */
const AT_ONCE = 4;

/**
 * Judges what is kept, each for itself: what cannot be read is a finding, and the others are verified all the same.
 * @throws not_a_repository, invalid_artifact_id, artifact_not_found (one that was named), file_not_found (signers)
 */
export const verifyArtifacts = async (
  from: VerifyWorld,
  request: VerifyRequest,
): Promise<readonly VerifiedVersion[]> => {
  const world = { ...from, logs: rememberingLists(from.logs) };
  if (request.allowedSigners !== undefined && world.logs.stat(request.allowedSigners)?.kind !== 'file')
    throw new OpenSessionError('file_not_found', `no file of allowed signers at ${request.allowedSigners}`);
  const store = await world.store(world.cwd);
  const verified: VerifiedVersion[] = [];
  const seen = new Set<string>();
  const tips = await tipsOf(store, request);
  const archived = new Set(tips.flatMap((tip) => (tip.archived ? [tip.ref] : [])));
  // of an archived one that was left out not even the commit is known
  verified.push(...tips.filter(({ isIncomplete }) => isIncomplete).map((tip) => absent(tip, ['its version'], 0)));
  let round: readonly VersionName[] = tips.filter(({ isIncomplete }) => isIncomplete !== true);
  for (let age = 0; round.length > 0 && verified.length < MAX_VERSIONS; age++) {
    const before: VersionName[] = [];
    const pending: Inspected[] = [];
    const settle = () =>
      Promise.all(pending.splice(0).map((version) => verify(world, version, { age, request, archived, store })));
    for await (const version of store.inspect(round)) {
      pending.push(version);
      if (pending.length >= AT_ONCE) verified.push(...(await settle()));
      const own =
        version.entries === null ? [] : version.parents.filter(({ of }) => of === artifactNameOf(version.ref));
      before.push(...own.map(({ commit }) => ({ ref: version.ref, commit })));
    }
    verified.push(...(await settle()));
    const fresh = before.filter(({ ref, commit }) => !seen.has(`${ref} ${commit}`));
    for (const { ref, commit } of fresh) seen.add(`${ref} ${commit}`);
    round = request.history === true ? fresh : [];
  }
  return verified
    .sort((a, b) => (a.ref === b.ref ? a.age - b.age : a.ref < b.ref ? -1 : 1))
    .map((one) => (archived.has(one.ref) ? { ...one, ref: ARCHIVE_REF, archived: true } : one));
};

const verify = async (
  world: VerifyWorld,
  version: Inspected,
  {
    age,
    request,
    archived,
    store,
  }: {
    readonly age: number;
    readonly request: VerifyRequest;
    readonly archived: ReadonlySet<string>;
    readonly store: ArtifactStore;
  },
): Promise<VerifiedVersion> => {
  const artifact_id = artifactNameOf(version.ref);
  if (version.entries === null) {
    if (version.isCut && archived.has(version.ref)) return lacking(version, archiveCut(await store.homeRemote()), age);
    return version.isAbsent ? absent(version, ['its tree'], age) : unreadable(version, age);
  }
  if (version.absent.length > 0) return absent(version, version.absent, age);
  const how = { artifact_id, isTip: age === 0, allowedSigners: request.allowedSigners };
  return judged(await readSubject(world, version, how), age);
};

interface VersionNamed extends VersionName {
  readonly archived: boolean;
  readonly isIncomplete?: boolean;
}

/** An archived one by the name that its ref would have: it is verified by the same rules. */
const tipsOf = async (store: ArtifactStore, request: VerifyRequest): Promise<readonly VersionNamed[]> => {
  if (request.artifacts.length > 0) {
    const tips: VersionNamed[] = [];
    for (const id of new Set(request.artifacts.map(artifactIdOf))) {
      const live = await store.tip(id);
      const { commit, archived } = live === null ? await store.find(id) : { commit: live, archived: false };
      tips.push({ ref: artifactRef(id), commit, archived });
    }
    return tips;
  }
  const live = await store.list();
  if (request.archived !== true) return live;
  const ids = new Set(live.map(({ artifact_id }) => artifact_id));
  const beside = (await store.archive.list()).filter(({ artifact_id }) => !ids.has(artifact_id));
  const named = beside.map((one) => ({ ...one, ref: artifactRef(artifactIdOf(one.artifact_id)) }));
  return [...live, ...named];
};

type Inspected = ReturnType<ArtifactStore['inspect']> extends AsyncIterable<infer One> ? One : never;

const judged = (subject: Subject, age: number): VerifiedVersion => {
  const found = verifyChecks.map((check) => ({
    integrity: check.integrity,
    findings: check.find(subject).map((one) => ({ check: check.id, ...one })),
  }));
  const isBroken = found.some((one) => one.integrity && one.findings.some(({ severity }) => severity === 'error'));
  const findings = found.flatMap((one) => one.findings);
  const isFine = findings.every(({ severity }) => severity === 'note');
  const { ref, commit } = subject.version;
  return {
    artifact_id: subject.artifact_id,
    ref,
    archived: false,
    commit,
    age,
    verdict: isBroken ? 'broken' : isFine ? 'fine' : 'findings',
    signature: subject.signature,
    freshness: age === 0 ? freshnessOf(subject) : null,
    findings,
  };
};

/** Where it cannot be read of which logs it was made, nothing is known of them. */
const freshnessOf = ({ artifact, sources }: Subject): Freshness =>
  artifact === null ? 'unknown' : freshnessOfAll(sources);

const unreadable = ({ ref, commit }: UnreadVersion, age: number): VerifiedVersion =>
  unjudged({ ref, commit }, age, {
    verdict: 'broken',
    reason: 'it cannot be read',
    finding: {
      check: 'readable',
      severity: 'error',
      what: commit === '' ? 'the ref names no object' : `${commit} is no commit that can be read`,
      hint: 'opensession doctor',
    },
  });

/** @param names of what is not here */
const absent = (name: VersionName, names: readonly string[], age: number): VerifiedVersion =>
  lacking(
    name,
    {
      what: `not all of it is here: this clone left out ${names.join(', ')}`,
      hint: 'opensession session handoff artifact fetch',
    },
    age,
  );

const lacking = (
  { ref, commit }: VersionName,
  why: Pick<VerifyFinding, 'what' | 'hint'>,
  age: number,
): VerifiedVersion =>
  unjudged({ ref, commit }, age, {
    verdict: 'incomplete',
    reason: 'it is not all here',
    finding: { check: 'complete', severity: 'warning', ...why },
  });

const unjudged = (
  { ref, commit }: VersionName,
  age: number,
  why: { readonly verdict: VerifiedVersion['verdict']; readonly reason: string; readonly finding: VerifyFinding },
): VerifiedVersion => ({
  artifact_id: artifactNameOf(ref),
  ref,
  archived: false,
  commit,
  age,
  verdict: why.verdict,
  signature: { state: 'unknown', by: null, reason: why.reason },
  freshness: age === 0 ? 'unknown' : null,
  findings: [why.finding],
});
