/** A session that a person forked from another one is a session of its own, which a list shows. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { agents } from '../../src/agents/index.ts';
import { placeCase } from './golden-case.ts';
import { readAll } from './read-all.ts';

const FORKS = [
  {
    id: 'qwen',
    name: 'failures',
    log: '5e551001-0000-4000-8000-000000000001.jsonl',
    forked: (text: string) => text.replaceAll('{"uuid":', '{"forkedFrom":{"sessionId":"the-first-one"},"uuid":'),
  },
  {
    id: 'cline',
    name: 'session',
    log: '1772704800000_abcde/1772704800000_abcde.json',
    forked: (text: string) =>
      text.replace('"metadata": {', '"metadata": {"fork": {"forkedFromSessionId": "the-first-one"},'),
  },
  {
    id: 'codex',
    name: 'torn',
    log: 'input.jsonl',
    forked: (text: string) => text.replace('"payload":{', '"payload":{"forked_from_id":"the-first-one",'),
  },
];

test.each(FORKS)('$id', ({ id, name, log, forked }) => {
  const agent = agents.find((one) => one.id === id);
  if (agent === undefined) throw new Error(`expected ${id} among the agents`);
  const placed = placeCase({ agent, name });
  try {
    const path = join(placed.dir, log);
    const text = readFileSync(path, 'utf8');
    expect(forked(text)).not.toBe(text);
    writeFileSync(path, forked(text));
    const { head } = readAll(agent, placed.source);
    expect(head.context.related_session_ids).toEqual(['the-first-one']);
    expect(head.parent_session_id).toBeUndefined();
  } finally {
    placed.remove();
  }
});
