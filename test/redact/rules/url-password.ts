import { PASSWORD, type RuleFixtures } from './rule-fixtures.ts';

export const fixtures: RuleFixtures = {
  found: [
    [`"url":"https:\\/\\/ada:${PASSWORD}@db.example\\/x"`, PASSWORD],
    [`DATABASE_URL=postgres://admin:${PASSWORD}@db.internal:5432/app`, PASSWORD],
    [`git clone https://x-access-token:${PASSWORD}@example.com/a/b`, PASSWORD],
    [`redis://:${PASSWORD}@localhost`, PASSWORD],
    [`amqp+ssl://u:${PASSWORD}%40x@h/v`, PASSWORD],
    [`"mongodb+srv://u:a@${PASSWORD}@h"`, PASSWORD],
  ],
  left: [
    'https://example.com:8080/a@b',
    'git@example.com:a/b.git',
    'postgres://admin:$PASSWORD@db/app',
    'postgres://admin:${DB_PASSWORD}@db/app',
    'postgres://user:password@db/app',
    'ssh://git@example.com:22/x',
    'http://[::1]:3000/',
  ],
};
