import { describe, expect, test } from 'vitest';
import { asksOf } from '../../../src/contract/narrative/asks.ts';
import { saysBlocked } from '../../../src/contract/narrative/blocked.ts';

const BLOCKED = [
  'The key is missing, so I cannot continue.',
  'Cannot continue without the token.',
  'Cannot proceed: the key is missing.',
  'The key is missing; I cannot go any further.',
  'The API key is not set — I can’t proceed.',
  "I can't proceed without the token.",
  "I'm stuck because the registry does not answer.",
  'The registry does not answer, I am stuck.',
  'Without the password I cannot continue.',
  'I cannot make any further progress until the quota is raised.',
  'The disk is full and I can’t complete the task.',
  'The sandbox has no network, therefore I am unable to proceed.',
  'The server was down, so I could not finish the rest.',
  'There is no network here, so I had to stop.',
  'I stopped here because the credentials are missing.',
  'I had to stop here, since the tests need a licence.',
  'The deployment could not be completed because the token has no rights.',
  'This task cannot be finished without access to the database.',
  'There is no way to continue without the schema.',
  'Nothing more can be done here until the build server is back.',
  "I don't have enough information to proceed.",
  'I lack the permissions needed to continue.',
  "I'm waiting for the credentials before I can continue.",
  'Please add the key to the environment so that I can continue.',
  'I can continue once the key is there.',
  'Status: blocked',
  '**Status:** Blocked, the key is missing.',
  'Blocked: no credentials for the cluster.',
  'Blocked by the missing key.',
  'Blocked on a license for the SDK.',
  'I am completely blocked.',
  'I could not continue because the repository is read-only. I wrote down what is missing.',
  'The tests need Docker, which is not there.\n\nUnfortunately I cannot go on from here.',
  'Der Schlüssel fehlt, daher kann ich nicht weitermachen.',
  'Ohne Zugang zur Datenbank komme ich nicht weiter.',
  'Ich stecke hier fest.',
  'Falta la clave, así que no puedo continuar.',
  'Sin la contraseña no puedo continuar.',
  'Il manque la clé, donc je ne peux pas continuer.',
  'Sans le mot de passe, je ne peux pas avancer.',
  'API 키가 누락되어 더 이상 진행할 수 없습니다.',
  '권한 문제로 작업을 계속할 수 없습니다.',
  '缺少密钥，因此我无法继续。',
  '服务器没有响应，我卡住了。',
  'キーがないため、続行できません。',
  'I was not able to go any further because the VPN is down.',
  'I had to stop because the key is missing; nothing else is done.',
  'The key is missing, so I could not continue. All unit tests pass.',
  'I could not finish the migration; the unit tests pass.',
  'I stopped here because the migration is not done without the key.',
  'I can continue when the server is back.',
  'Status: blocked - no key.',
  'I cannot deploy: the DEPLOY_TOKEN is missing. Please give me the token, then I can go on.',
  'I could not publish the package because I have no rights there.',
  "I can't push: there is no network.",
  'Please set the variable, then I will continue.',
  "I can't help with that. I won't write malware.",
  "I'm sorry, but I cannot assist with this request.",
  'Dabei kann ich leider nicht helfen.',
  'Lo siento, pero no puedo ayudarte con eso.',
  'Désolé, je ne peux pas vous aider avec cela.',
];

const NOT_BLOCKED = [
  'Blocked on a mutex, the thread now yields.',
  'Blocked by the event loop, the timer fired late; it runs in a worker now.',
  'The handler no longer waits. Blocked by a slow client it used to hold the lock. Now it times out.',
  '- Blocked on I/O: the reader thread\n- Blocked on a lock: the writer',
  'Blocked: 3 addresses. Allowed: 12.',
  'The thread is blocked until the queue drains.',
  'Please let me know so I can proceed.',
  'I paused because the test finished.',
  'The user is stuck on the login page, which I fixed.',
  'If the key is missing, I cannot continue is what the dialog says.',
  'When the token has expired, we cannot continue, so it is refreshed.',
  'As a user, I cannot proceed without a card: that is the story.',
  'It printed "I cannot continue" and exited.',
  'The parser cannot continue after an error, so it stops there.',
  'The loop cannot proceed until all workers are done.',
  'The checkout cannot be completed without a card.',
  'The upload could not be completed because of a timeout, which is handled now.',
  'I could not continue because of the lock. I removed it and all tests pass.',
  'I was stuck because of the cache, and cleared it.',
  "I couldn't proceed at first; a rebase helped.",
  'The key is missing, so I cannot continue the old way; I added a fallback.',
  'I cannot reproduce the bug.',
  'I could not finish the sentence in the README without changing its title, so I changed it.',
  'I stopped the server because the port was in use.',
  'I need to rename the module to continue the refactoring, which is done.',
  'You can continue once the server is up.',
  'The build can continue once the cache is warm.',
  '## Blocked\nThe state of a task that waits.',
  'Wenn der Schlüssel fehlt, kann ich nicht weitermachen steht im Dialog.',
  'Der Thread kann nicht weitermachen, bis die Sperre frei ist.',
  'Sans clé, le client ne peut pas continuer.',
  'El servidor no puede continuar sin la clave.',
  '로그인하지 않으면 결제를 진행할 수 없습니다.',
  '키가 없으면 오류를 표시하도록 고쳤습니다.',
  '用户没有登录时无法继续结账，现在会跳转。',
  'ログインしていない場合は続行できません、と表示します。',
  'Done. All 12 tests pass.',
  'I cannot deploy the old way: the new script does it.',
  'I could not push because the hook was missing, so I added it.',
  'Please add a key, then I can see it in the list is what the dialog says.',
  'I cannot help with that is what the bot answers to such a prompt.',
  'The bot says: I cannot help with that.',
  'All tests pass, so I stopped here.',
  'I stopped because everything is done.',
  'There was nothing left to do, so I stopped.',
  'I can continue as soon as you say so.',
  'I do not have anything to finish.',
  'We do not have time to complete the request before the timeout; the handler returns 504 now.',
  'Status: blocked → unblocked',
  'Status: Blocked is shown in red now.',
  'Blocked: no longer.',
  'The lock was held, so I could not continue. After a restart it worked.',
  'I could not proceed with the rest because of a lock; it is gone now and all is done.',
  'The tests were red, so I was unable to continue until I found the typo.',
  'The comment says: we cannot continue.',
  'For an empty list, we cannot continue.',
  'Should the key be missing, I cannot continue.',
  'Zuerst kam ich nicht weiter. Dann habe ich den Cache geleert, und alles läuft.',
  'So kam ich nicht weiter, aber mit einem Rebase ging es.',
  'No pude continuar. Reinicié y todo pasa.',
  "Au début, je n'ai pas pu continuer, mais j'ai corrigé.",
  '잔액이 부족하면 더 이상 진행할 수 없습니다.',
  '사용자는 더 이상 진행할 수 없습니다.',
  '没有登录的用户无法继续操作。',
  '我卡在登录页面的问题已经修复。',
  'トークンがないため、ユーザーは続行できません。',
];

describe('an agent that cannot go on says so', () => {
  test.each(BLOCKED)('%s', (text) => {
    expect(saysBlocked(text)).toBe(true);
    expect(saysBlocked(`I looked at the configuration and the tests.\n\n${text}`)).toBe(true);
    // what it waits for stands among the open questions, else nothing tells why it is blocked
    expect(asksOf(text, true).questions).not.toEqual([]);
  });
});

describe('nobody is blocked', () => {
  test.each(NOT_BLOCKED)('%s', (text) => {
    expect(saysBlocked(text)).toBe(false);
    expect(saysBlocked(`The fix is in.\n\n${text}\n\nAll tests pass.`)).toBe(false);
  });
});

test('hostile texts cost no more than their length', () => {
  const texts = [
    `I cannot continue${' here'.repeat(8000)}x`,
    `blocked: ${'a '.repeat(20_000)}`,
    `sin ${'a '.repeat(20_000)}`,
    'I need '.repeat(8000),
    `Blocked on ${', '.repeat(20_000)}`,
    '작업을 '.repeat(10_000),
  ];
  const start = process.cpuUsage();
  for (const text of texts) saysBlocked(text);
  expect(process.cpuUsage(start).user / 1000).toBeLessThan(1500);
});
