import { describe, expect, test } from 'vitest';
import { asksOf, onlyAsks } from '../../../src/contract/narrative/asks.ts';

const QUESTIONS = [
  'Which port should the server use?',
  'Should add() reject non-numbers?',
  'How would you like me to proceed?',
  'Would you like JSON or YAML?',
  'Do you want me to use Postgres or SQLite?',
  'Should I delete the old migration?',
  'Confirm that the port is free.',
  'Do you have access to the staging database?',
  'May I proceed with the migration?',
  'Let me know which option you prefer.',
  'Please confirm that the table can be dropped.',
  'I need your decision on the schema.',
  'Before I go on I need to know whether the old API can be dropped.',
  'I need to know which branch to target.',
  'I am blocked until you grant access to the DB.',
  'Waiting for your decision on Postgres vs MySQL.',
  'I am blocked: I need AWS credentials to go on.',
  "I'm blocked by the missing API key.",
  'I cannot continue without access to the staging database.',
  "I can't deploy this without your credentials.",
  'I can’t proceed until the port is open.',
  'I need write access to the repository to continue.',
  'To continue, I need the password of the test account.',
  'Blocked on a license for the SDK.',
  'The work is blocked until the API key is there.',
  'I was unable to complete the task because the repository is read-only.',
  "I couldn't finish: there is no network.",
  'Unable to proceed: the credentials are missing.',
  "I'm stuck: the build server does not answer.",
  "I'm blocked by the firewall, so I opened an issue.",
  'I cannot deploy without the key, so the release is not out.',
  'Ich kann ohne das Passwort nicht weitermachen.',
  'No puedo continuar sin la clave.',
  'Je ne peux pas continuer sans la clé.',
  '缺少密钥，无法继续。',
  'Unfortunately, I am blocked by the proxy.',
  'Ich kann nicht weitermachen, weil das Passwort fehlt.',
  'I cannot finish without the data, so I used mocks for now.',
  'I cannot deploy without the key, so it is still pending.',
  'I cannot push without rights, so the branch exists only locally.',
  'I cannot continue without the token, so I wrote down the steps.',
  'I cannot finish without the data; I made a list of what is missing.',
  'AWS 자격 증명이 없어서 더 진행할 수 없습니다.',
  'Need your input: A or B',
  'Pick one.',
  'Shall I run the migration against production now?',
  'Would you like me to delete the production table first?',
  'Do you want me to force-push the branch?',
  '운영 DB에 마이그레이션을 실행해 드릴까요?',
  '둘 중 하나를 선택해 주세요.',
  '답변을 기다리고 있습니다.',
  '本番のデータを移行しましょうか？',
  '需要您的确认。',
  'null은 어떻게 처리할까요?',
  '어떤 버전이 필요하신가요?',
  '어떤 포트를 사용할까요?',
  'どのポートを使いますか？',
  'この方針でよろしいですか。',
  '应该使用哪个端口？',
  '请确认是否删除旧表。',
  'Welchen Port soll der Server nutzen?',
  '¿Qué puerto debe usar el servidor?',
];

const OFFERS = [
  'Would you like me to add tests?',
  'Do you want me to also update the docs?',
  'Want me to go ahead and implement the fix?',
  'Shall I also update the README?',
  'Should I also bump the version?',
  'Let me know if you want any changes.',
  'If you want, I can turn this into a plan.',
  'If you’d like, I could split the commit.',
  'Anything else you would like to add or adjust?',
  'How can I help you today?',
  'Is there anything else to adjust in the document?',
  'Happy to help with more.',
  '문서도 업데이트해 드릴까요?',
  '영어 버전도 필요하신가요?',
  '영어 버전도 만들까요?',
  '英語版も必要ですか？',
  '也需要英文版吗？',
  'Do you also need an English version?',
  '더 필요하시면 알려주세요.',
  'テストも追加しましょうか？',
  'ご不明点があればお知らせください。',
  '需要我再补充测试吗？',
  '如果需要修改，请告诉我。',
  'Soll ich auch die Dokumentation anpassen?',
  '¿Quieres que actualice la documentación?',
  'Souhaitez-vous que je mette à jour la documentation ?',
];

const NEITHER = [
  'Fixed add(): it subtracted.',
  'Is this a problem? No, because the branch is rebuilt.',
  'The question was "Should this commit get a checkpoint?" and it is settled.',
  'It checks `a ? b : c` and `ready?`.',
  '> Should I use tabs?',
  '```\nShould I use tabs?\n```',
  '## Is this a safety mechanism?\nThe lock is advisory.',
  '| Case | Safe? |\n| a | yes |',
  '- Does `.claude/` exist?\n- Does `.gemini/` exist?\n\nThe first that exists wins.',
  'It calls out (telemetry init?) on start.',
  'See https://example.com/?q=1 for more.',
  'Open questions: none.',
  'Waiting for your server to start took 3 s.',
  'The lock is held until you call unlock().',
  'It blocks until you press a key.',
  'I stopped the dev server.',
  'The handler picks one of the workers.',
  'I was blocked by a lock file, which is gone now.',
  'I need to rename the module to continue.',
  'The request is blocked by the firewall rule, as intended.',
  'It cannot start without a port.',
  'I can run it without a database.',
  'Blocked users cannot log in any more.',
  'Blocked by default: all ports but 22.',
  'The work is blocked out in three phases.',
  'We cannot merge branches without a lock, so I added one.',
  'We cannot start the timer until the page is there, so the hook waits for it.',
  'To start the server, we need a port; I chose 8080.',
  'I could not complete the last check in Safari.',
  "I couldn't push at first, and found the cause.",
  'I could not finish, but then I did.',
  'I was not able to finish because of the timeout, so I raised it to 60 s.',
  "I wasn't able to continue until I installed node; then everything passed.",
  'Blocked by CORS, the request failed; I added the header.',
  'Blocked by CORS: the request never left the browser. Fixed with a proxy.',
  'Unable to start because the port was in use.',
  '- [x] Blocked by missing types: they are there.',
  'Ich kann ohne Lock nicht weitermachen, also habe ich einen angelegt.',
  'No puedo continuar sin la clave, así que añadí una.',
  "Je ne peux pas continuer sans clé, donc j'ai créé une clé.",
  'Ich kann hier nicht weiter vereinfachen.',
  '키가 없으면 진행할 수 없다는 오류를 고쳤습니다.',
  '没有权限时无法继续的问题已修复。',
  '缺少依赖无法继续，已安装依赖并完成。',
  'Users need your extension (does it exist?) to log in.',
  'Question 1 of the survey is stored first.',
  '- Pick one worker per queue.',
  'The plan:\n- confirm `auto` picks v2 if supported\n2. Decide the target ref update commands.',
  '',
];

describe('a question that waits for its answer', () => {
  test.each(QUESTIONS)('%s', (text) => {
    expect(asksOf(`Done with the first part. ${text}`, true)).toEqual({ questions: [text], offers: [] });
  });
});

describe('a courtesy that nothing waits for', () => {
  test.each(OFFERS)('%s', (text) => {
    expect(asksOf(`Done with the first part.\n\n${text}`, true)).toEqual({ questions: [], offers: [text] });
  });
});

describe('neither', () => {
  test.each(NEITHER)('%s', (text) => {
    expect(asksOf(text, true)).toEqual({ questions: [], offers: [] });
  });
});

test.each([
  ['Do you want me to drop the column? I stopped here until you confirm.', 'Do you want me to drop the column?'],
  ['Would you like me to rename it first? I cannot continue without that.', 'Would you like me to rename it first?'],
  ['이름을 바꿔 드릴까요? 답변이 오기 전에는 진행할 수 없습니다.', '이름을 바꿔 드릴까요?'],
  ['名前を変えましょうか？ここで停止しています。', '名前を変えましょうか？'],
])('an offer behind which the agent waits is a question: %s', (text, question) => {
  expect(asksOf(text, true)).toEqual({ questions: [question], offers: [] });
});

test('an offer behind which other work is told stays one', () => {
  const text = 'Would you like me to add tests? I stopped the dev server.';
  expect(asksOf(text, true).offers).toEqual(['Would you like me to add tests?']);
});

test.each([
  ['(Which branch should I target?)', ['Which branch should I target?']],
  ['Done. (Which branch should I target?)', ['Which branch should I target?']],
  ['Which branch should I target?:', ['Which branch should I target?']],
  ['Question 1: Keep the API\nQuestion 2: Drop the DB', ['Keep the API', 'Drop the DB']],
  ['Option A: keep. Option B: drop. Pick one.', ['Pick one.']],
])('%j asks', (text, questions) => {
  expect(asksOf(text, true).questions).toEqual(questions);
});

test('a question to the person counts wherever it stands, another only at the end', () => {
  const text = 'Do you still need the old API? It has two callers. Why? History. I left it in place.';
  expect(asksOf(text, true).questions).toEqual(['Do you still need the old API?']);
});

test('options behind a question do not hide it', () => {
  const text = 'Two ways are open. Which one is right?\n\n1. Keep the cache.\n2. Drop it.';
  expect(asksOf(text, true).questions).toEqual(['Which one is right?']);
});

test('a list under "Open questions" is a list of questions, whatever their marks', () => {
  const text = [
    '## Open questions',
    '- Retry policy for 429. The API does not say.',
    '- [x] Which database?',
    '- **Who owns the schema?**',
    '',
    '## Done',
    '- Everything else',
  ].join('\n');
  expect(asksOf(text, true).questions).toEqual(['Retry policy for 429.', 'Who owns the schema?']);
});

test('a question at the margin right below a list is none of its last item', () => {
  const text = 'Left to do:\n- Fix the lexer\n- Run the\nbenchmarks\nWhich of them comes first?';
  expect(asksOf(text, true).questions).toEqual(['Which of them comes first?']);
});

test.each([
  ['Which port should the server use?', true],
  ['Which one do you want?\n\n1. Keep the cache.\n2. Drop it.', true],
  ['- Fixed the port.\n- Fixed the host.\n\nWhich of them should I revert?', false],
  ['The port is fixed. Should I bind to all hosts?', false],
  ['Would you like me to add tests?', false],
  ['Done.', false],
  ['', false],
])('only asks: %j is %s', (text, expected) => {
  expect(onlyAsks(text)).toBe(expected);
});

test('a question in bold on a line of its own is no heading', () => {
  expect(asksOf('Two ways are open.\n\n**Should I delete the old table?**', true).questions).toEqual([
    'Should I delete the old table?',
  ]);
  expect(asksOf('Here they are.\n\n**Would you like me to list the apps?**', true).offers).toEqual([
    'Would you like me to list the apps?',
  ]);
});

test('a step of a list that speaks to the person is a question', () => {
  const text = 'Before I go on:\n- Confirm whether you use Postgres.\n- Confirm that CI is green.';
  expect(asksOf(text, true).questions).toEqual(['Confirm whether you use Postgres.']);
});

test('a question that is wrapped over lines is one', () => {
  expect(asksOf('Should I keep\nthe old API?', true).questions).toEqual(['Should I keep the old API?']);
});

test('hostile texts cost no more than their length', () => {
  const heap = [
    `${'"'.repeat(20_000)}?`,
    `${'(('.repeat(10_000)}?`,
    '? '.repeat(10_000),
    `${' '.repeat(30_000)}x?`,
    `${'*_'.repeat(15_000)}x`,
    '`'.repeat(30_000),
  ];
  for (const text of heap) expect(asksOf(text, true).questions.length).toBeLessThanOrEqual(20);
});

test('what is fixed in a list below is something else', () => {
  const asked = 'I could not finish the release because of the proxy.';
  expect(asksOf(`${asked}\n\n- Fixed: the parser.`, true).questions).toEqual([asked]);
});
