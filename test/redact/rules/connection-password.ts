import { PASSWORD, type RuleFixtures, noise } from './rule-fixtures.ts';

const value = noise(14);

export const fixtures: RuleFixtures = {
  found: [
    [`sql.Open("mysql", "ada:${PASSWORD}@tcp(127.0.0.1:3306)/db")`, PASSWORD],
    [`ada:${value}@unix(/tmp/mysql.sock)/db`, value],
    [`echo "h:5432:*:ada:${PASSWORD}" > ~/.pgpass`, PASSWORD],
    [`*:*:*:ada:${value}`, value],
    [`sqlplus sys/"${PASSWORD}"@db as sysdba`, PASSWORD],
    [JSON.stringify({ command: `sqlplus sys/"${value}"@//db:1521/x` }), value],

    [`net use Z: \\\\srv\\share ${PASSWORD} /user:DOM\\ada`, PASSWORD],
    [`net use Z: \\\\srv\\share /user:ada ${PASSWORD} /persistent:yes`, PASSWORD],
    [`NET USE Z: "\\\\srv\\a b" "${PASSWORD}" /USER:ada`, PASSWORD],
    [JSON.stringify({ command: `net.exe use \\\\srv\\share /user:ada ${PASSWORD}\ndir Z:` }), PASSWORD],
  ],
  left: [
    'user:pass@tcp(host:3306)/db',
    'ada:$PASSWORD@tcp(h)/db',
    'src/a.ts:1234:5:error:expected2',
    'h:5432:db:ada:password',
    '12:00:00:ab:cd2ef3',
    'import x from "pkg/"x1"@scope"',

    'net use Z: \\\\srv\\share /user:ada',
    'net use Z: \\\\srv\\share * /user:ada /persistent:yes',
    'net use Z: \\\\srv\\share /user:ada %PASS2%',
    'net use Z: \\\\srv\\share2 /persistent:yes',
    'GET /user:ada7 value7',
  ],
};
