import { PASSWORD, type RuleFixtures, WORD } from './rule-fixtures.ts';

export const fixtures: RuleFixtures = {
  found: [
    [`expect "assword:"\nsend "${PASSWORD}\\r"`, PASSWORD],
    [`expect "*?assword:*" { send "${WORD}\\r" }`, WORD],
    [`expect -c 'spawn ssh h; expect "password: "; send "${PASSWORD}\\r"; interact'`, PASSWORD],
    [`expect {\n  "ada's password:" { send -- "${WORD}\\n" }\n}`, WORD],
    [`expect -re {Password: $}\nsend "${PASSWORD}\\r"`, PASSWORD],
    [`child.expect('assword:')\nchild.sendline('${PASSWORD}')`, PASSWORD],
    [`expect "Enter passphrase for key 'k':" ; send "${PASSWORD}\\r"`, PASSWORD],
    [JSON.stringify({ text: `expect "assword:"\nsend "${PASSWORD}\r"` }), PASSWORD],
  ],
  left: [
    'expect "assword:"\nsend "$password\\r"',
    'expect "assword:"\nsend "\\r"',
    'expect "assword:"\nsend "[lindex $argv 0]\\r"',
    'expect "login:"\nsend "ada7\\r"',
    'Say "wrong password:" and then send the mail "again7"',
    'expect("password: *").send("value7")',
  ],
};
