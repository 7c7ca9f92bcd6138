import { assert, constantFrom, dictionary, jsonValue, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NOTHING_BESIDE } from '../../../src/contract/departures/departing-field.ts';
import { departuresFrom } from '../../../src/contract/departures/departures-from.ts';
import type { Handoff, RedactedText } from '../../../src/domain/handoff.ts';
import { placesAfter } from '../../../src/domain/swept.ts';
import { exampleHandoff } from '../../domain/example-handoff.ts';

const derived = exampleHandoff({ truncated: {} });
const events = new Set([
  ...[...derived.evidence, ...derived.verification.checks_run].map(({ event_id }) => event_id),
  ...derived.files_modified.flatMap((file) => file.events),
]);
const departures = departuresFrom(derived, events);
const NONE = { contradicted: [], unclear: [], isOtherTime: false };

const PATHS = derived.files_modified.filter(({ scope }) => scope === 'repository').map(({ path }) => path);
const FILES = PATHS.length;

const linesOf = (section: 'execution_contract' | 'uncertainty', key: string): readonly string[] =>
  (derived[section] as unknown as { readonly [key: string]: readonly string[] })[key] ?? [];

const MAY_HAVE_BEEN = 'written file(s) may have been there before: neither the log nor the repository tells.';

describe('a handoff beside what its session makes', () => {
  test('the same departs in nothing; nor does one of another repository', () => {
    expect(departures(derived)).toEqual(NONE);
    expect(departures({ ...derived, repository: null, coverage: null, redaction: null })).toEqual(NONE);
    expect(departures({ ...derived, files_modified: [] })).toEqual(NONE);
  });

  test.each<[string, Partial<{ [Key in keyof Handoff]: unknown }>]>([
    ['objective', { objective: 'Another' }],
    ['model', { model: 'another' }],
    ['tokens', { tokens: { ...derived.tokens, input: 1 } }],
    ['user_messages', { user_messages: [...derived.user_messages, 'never said'] }],
    ['files_modified', { files_modified: [...derived.files_modified, { path: 'never-touched' }] }],
    ['evidence', { evidence: [...derived.evidence, { ...derived.evidence[0], event_id: 'never-was' }] }],
    ['files_modified', { files_modified: [{ ...derived.files_modified[0], events: ['never-was'] }] }],
  ])('%s', (name, edit) => {
    expect(departures({ ...derived, ...edit })).toEqual({ ...NONE, contradicted: [name] });
  });

  test('which rule found what was redacted says nothing', () => {
    const said = (rule: string) => ({ ...derived, objective: `use [REDACTED:${rule}] here` as RedactedText });
    expect(departuresFrom(said('assigned-secret'), events)(said('url-password'))).toEqual(NONE);
    expect(departures({ ...derived, objective: 'use [REDACTED: here' }).contradicted).toEqual(['objective']);
  });

  test('what another session of the same artifact called a secret is unclear, and no more is', () => {
    const judge = departuresFrom({ ...derived, objective: 'use orange-1 here' as RedactedText }, events);
    const kept = { ...derived, objective: 'use [REDACTED:assigned-secret] here' };
    expect(judge(kept, true)).toEqual({ ...NONE, unclear: ['objective'] });
    expect(judge(kept, false)).toEqual({ ...NONE, contradicted: ['objective'] });
    expect(judge({ ...kept, objective: 'use [REDACTED: here' }, true).contradicted).toEqual(['objective']);
    expect(judge({ ...kept, model: 'another' }, true).contradicted).toEqual(['model']);
  });

  test('a run whose end is turned round', () => {
    const [run, ...rest] = derived.verification.checks_run;
    if (run === undefined) throw new Error('the example ran nothing');
    const turned = { ...run, status: run.status === 'passed' ? 'failed' : 'passed' };
    const ended = { ...derived, verification: { ...derived.verification, checks_run: [turned, ...rest] } };
    expect(departures(ended).contradicted).toEqual(['verification.checks_run']);
  });

  test.each<[string, Partial<{ [Key in keyof Handoff]: unknown }>]>([
    ['evidence', { evidence: derived.evidence.filter(({ basis }) => basis !== 'stated') }],
    ['user_messages', { user_messages: derived.user_messages.slice(1) }],
    ['objective_history', { objective_history: [] }],
    ['key_conversations', { key_conversations: [] }],
    ['work_packages', { work_packages: [] }],
    ['session_id', { session_id: 'another' }],
    ['duration_seconds', { duration_seconds: 7 }],
    [
      'evidence',
      { evidence: derived.evidence.map((one) => ({ ...one, basis: 'observed', claim: 'check passed: all' })) },
    ],
    [
      'evidence',
      { evidence: [...derived.evidence, { ...derived.evidence[0], basis: 'observed', claim: 'file edited: b' }] },
    ],
    ['execution_contract.ordered_steps', { execution_contract: { ...derived.execution_contract, ordered_steps: [] } }],
    ['verification.checks_passed', { verification: { ...derived.verification, checks_passed: ['never ran'] } }],
    [
      'files_modified',
      { files_modified: [{ ...derived.files_modified[0], path: 'never-touched', action: 'deleted' }] },
    ],
  ])('what is left out, or may have been otherwise, contradicts nothing and is not borne out: %s', (name, edit) => {
    expect(departures({ ...derived, ...edit })).toEqual({ ...NONE, unclear: [name] });
  });

  test.each<[string, 'execution_contract' | 'uncertainty', string]>([
    ['next_actions', 'execution_contract', 'Named as next: merge it as it is'],
    ['next_actions', 'execution_contract', 'Answer: May I merge it?'],
    ['decision_required', 'uncertainty', 'Resolve open question: may I merge it?'],
  ])('what is the word of the log alone, and is not in it: %s', (key, section, line) => {
    const told = { ...derived, [section]: { ...derived[section], [key]: [...linesOf(section, key), line] } };
    expect(departures(told)).toEqual({ ...NONE, contradicted: [`${section}.${key}`] });
    expect(departures({ ...told, truncated: { [`${section}.${key}`]: 1 } }).contradicted).toEqual([]);
  });

  test.each<[string, 'execution_contract' | 'uncertainty', (lines: readonly string[]) => readonly string[]]>([
    ['next_actions', 'execution_contract', () => []],
    ['next_actions', 'execution_contract', (lines) => [...lines, 'Merge it as it is.']],
    ['done_definition', 'execution_contract', (lines) => [...lines, 'Reviewed by somebody.']],
    ['done_definition', 'execution_contract', (lines) => [...lines, 'Changed 1 file(s): nothing that matters.']],
    ['done_definition', 'execution_contract', (lines) => [...lines, 'Changed 99 file(s): `a.txt`.']],
    ['done_definition', 'execution_contract', (lines) => [...lines, `Changed ${FILES} file(s): \`elsewhere\`.`]],
    ['decision_required', 'uncertainty', (lines) => [...lines, 'merge it']],
    ['assumptions', 'uncertainty', (lines) => [...lines, 'Everything was looked at.']],
    ['assumptions', 'uncertainty', (lines) => [...lines, `All is well. 1 ${MAY_HAVE_BEEN}`]],
    ['assumptions', 'uncertainty', (lines) => [...lines, 'Files that are not listed may have changed too, by nobody.']],
  ])('what is done, comes next or is assumed otherwise is not borne out: %s', (key, section, edit) => {
    const told = { ...derived, [section]: { ...derived[section], [key]: edit(linesOf(section, key)) } };
    expect(departures(told)).toEqual({ ...NONE, unclear: [`${section}.${key}`] });
  });

  test('what the repository has the only word in says nothing', () => {
    const { done_definition } = derived.execution_contract;
    const { assumptions } = derived.uncertainty;
    const [path = ''] = PATHS;
    const told = {
      ...derived,
      uncertainty: {
        ...derived.uncertainty,
        assumptions: [
          ...assumptions,
          `1 ${MAY_HAVE_BEEN}`,
          '1 deleted file(s) may never have been there: neither the log nor the repository tells.',
          'What was done to 1 listed file(s) may have failed or been taken back: `a.js`.',
          'Files that are not listed may have changed too, by `gofmt`.',
          '1 file(s) that the session set out to change are not listed: the log does not say whether it did (`b.js`).',
        ],
      },
      execution_contract: {
        ...derived.execution_contract,
        done_definition: [
          ...done_definition.filter((line) => !line.startsWith('Changed ')),
          `Changed ${FILES} file(s): \`${path}\`.`,
        ],
      },
    };
    expect(departures(told)).toEqual(NONE);
  });

  test('a file may have any name', () => {
    const [file] = derived.files_modified.filter(({ scope }) => scope === 'repository');
    const names = ['a`b.txt', '`', 'c, d.txt'];
    const told = {
      ...derived,
      files_modified: names.map((path) => ({ ...file, path })),
      execution_contract: {
        ...derived.execution_contract,
        done_definition: [
          ...linesOf('execution_contract', 'done_definition').filter((line) => !line.startsWith('Changed ')),
          `Changed 3 file(s): ${names.map((name) => `\`${name}\``).join(', ')}.`,
        ],
      },
    };
    expect(departures(told).unclear).not.toContain('execution_contract.done_definition');
  });

  test('nor is the command of a run, or the kind of a check', () => {
    const { checks_run, checks } = derived.verification;
    const edited = (edit: object) => departures({ ...derived, verification: { ...derived.verification, ...edit } });
    const commands = checks_run.map((run) => ({ ...run, command: 'another' }));
    expect(edited({ checks_run: commands }).unclear).toEqual(['verification.checks_run']);
    const kinds = checks.map((check) => ({ ...check, kind: 'build' }));
    expect(edited({ checks: kinds }).unclear).toEqual(['verification.checks']);
  });

  test('what it made itself and took away again may have been there before', () => {
    const files_modified = [{ ...derived.files_modified[0], path: 'made', action: 'deleted' }];
    const beside = { ...NOTHING_BESIDE, scratch: new Set(['made']) };
    expect(departuresFrom(derived, events, beside)({ ...derived, files_modified })).toEqual(NONE);
  });

  test('what lay in a folder that it took away, or went with one that it moved, the trees name', () => {
    const placesOf = placesAfter([
      { path: 'old', deep: true },
      { path: 'lib', deep: true, to: 'src' },
    ]);
    const judge = departuresFrom(derived, events, { ...NOTHING_BESIDE, placesOf });
    const [file] = derived.files_modified;
    const withFile = (one: object) =>
      judge({ ...derived, files_modified: [...derived.files_modified, { ...file, ...one }] });
    expect(withFile({ path: 'old/a.js', action: 'deleted' })).toMatchObject({ contradicted: [] });
    expect(withFile({ path: 'src/a.js', action: 'renamed', from: 'lib/a.js' })).toMatchObject({ contradicted: [] });
    expect(withFile({ path: 'old/a.js', action: 'edited' }).contradicted).toEqual(['files_modified']);
    expect(withFile({ path: 'src/a.js', action: 'renamed', from: 'else/a.js' }).contradicted).toEqual([
      'files_modified',
    ]);
    expect(withFile({ path: 'src/b.js', action: 'renamed', from: 'lib/a.js' }).contradicted).toEqual([
      'files_modified',
    ]);
    expect(withFile({ path: 'else/a.js', action: 'deleted' }).unclear).toContain('files_modified');
  });

  test('what was cut may be why; fewer runs may be what another tree made of them', () => {
    const cut = { ...derived, truncated: { user_messages: 1 }, user_messages: ['never said'] };
    expect(departures(cut)).toEqual({ ...NONE, unclear: ['user_messages'] });
    const fewer = { ...derived, verification: { ...derived.verification, checks_run: [] } };
    expect(departures(fewer)).toEqual({ ...NONE, unclear: ['verification.checks_run'] });
  });

  test('what was redacted in the whole session may be why', () => {
    const session = { ...derived, user_messages: ['use [REDACTED:known-token] here' as RedactedText] };
    const handoff = { ...session, user_messages: ['use the key here'] };
    expect(departuresFrom(session, events)(handoff)).toEqual({ ...NONE, unclear: ['user_messages'] });
  });

  test('a path that came through a link is known by its end', () => {
    const [file] = derived.files_modified;
    if (file === undefined) throw new Error('the example changed nothing');
    const session = { ...derived, files_modified: [{ ...file, path: `/real/${file.path}` as RedactedText }] };
    expect(departuresFrom(session, events)({ ...derived, files_modified: [file] })).toEqual(NONE);
  });

  test('one that ended later is of another time', () => {
    expect(departures({ ...derived, ended_at: '2030-01-01T00:00:00Z' }).isOtherTime).toBe(true);
  });

  test('any JSON in its place is compared, and throws nothing', () => {
    assert(
      property(dictionary(constantFrom(...Object.keys(derived)), jsonValue()), (edit) => {
        const { contradicted, unclear } = departures({ ...derived, ...edit });
        expect(contradicted.filter((name) => unclear.includes(name))).toEqual([]);
      }),
    );
  });
});
