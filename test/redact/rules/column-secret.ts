import { PASSWORD, type RuleFixtures, WORD, noise } from './rule-fixtures.ts';

const value = noise(16);
const HASH = `$2b$10$${noise(53)}`;

export const fixtures: RuleFixtures = {
  found: [
    [`id,email,password\n1,ada@example.com,${WORD}\n`, WORD],
    [`email;Passwort;password\nada@example.com;x;${PASSWORD}`, PASSWORD],
    [`"name","db_password"\r\n"Ada, the first","${WORD}"\r\n`, WORD],
    [`name\tapi_key\nstaging\t${value}\n`, value],
    [`user,apiKey,active\nada,${value},true\ngrace,,false`, value],
    [`id|password\n1|${WORD}`, WORD],
    [
      ` id | email           | password  \n----+-----------------+-----------\n  1 | ada@example.com | ${WORD}\n(1 row)`,
      WORD,
    ],
    [`+----+-----------+\n| id | password  |\n+----+-----------+\n|  1 | ${WORD} |\n+----+-----------+`, WORD],
    [`id,password_hash,password\n1,${HASH},${WORD}`, WORD],
    [JSON.stringify({ stdout: `id,password\n1,${WORD}\n` }), WORD],
    [`users.csv:\nlogin,password\nada,${PASSWORD}\ngrace,${WORD}7x`, PASSWORD],
    [`login,password\n${Array.from({ length: 300 }, (_, id) => `${id},x`).join('\n')}\nada,${PASSWORD}`, PASSWORD],
    // as Claude Code, Cursor, `cat -n` and `grep -n` number lines
    [`     9→id,email,password\n    10→1,ada@example.com,${WORD}`, WORD],
    [`     1\tname\tpassword\n     2\tada\t${WORD}7x\n`, `${WORD}7x`],
    [`     1|login,password\n     2|ada,${PASSWORD}\n`, PASSWORD],
    [`1:login,password\n2:ada,${PASSWORD}\n`, PASSWORD],
    [`\uFEFFlogin,password\r\nada,${PASSWORD}\r\n`, PASSWORD],
    [`+login,password\n+ada,${PASSWORD}\n`, PASSWORD],
    [`# login,password\nada,${PASSWORD}\n`, PASSWORD],
    // with lines and boxes drawn, as sqlite, duckdb and psql can
    [`┌────┬──────────┐\n│ id │ password │\n├────┼──────────┤\n│ 1  │ ${WORD} │\n└────┴──────────┘\n`, WORD],
    [` id │ password\n════╪══════════\n  1 │ ${WORD}\n(1 row)\n`, WORD],
    // columns of blanks: sqlite, kubectl
    [
      `id          email       password\n----------  ----------  -----------\n1           a@b.c       ${PASSWORD}\n`,
      PASSWORD,
    ],
    [`NAME   PASSWORD      AGE\ndb     ${PASSWORD}   5d\n`, PASSWORD],
    // a cell of several lines
    [`name,password,note\nx,none,"two\nlines, ""of it""\n"\nada,${WORD}7x,"short"\n`, `${WORD}7x`],
    [`name,note,password\nx,"two\nlines",none\npipe,5",no\nada,short,${WORD}7x\n`, `${WORD}7x`],
    // headings of several words
    [`User name,Password,Access key ID\nada,${PASSWORD},AKIA\n`, PASSWORD],
    [`User name,Access key ID,Secret access key\nada,AKIA,${value}\n`, value],
  ],
  left: [
    'const { user, password } = request;\nconst { name, token } = body;',
    'email,password,\nname,hash,\n',
    '  user,\n  password,\n  token,\n  session,\n',
    'user,password\nname,hash\n',
    'id,password\n1,\n2,null\n3,***\n',
    'SELECT id, password\nFROM users, passwords2',
    'We store user, email and password\nfor each of 3 tenants, 2 regions and 1 zone4',
    'id,token_type\n1,bearer2024\n',
    'name,password,role\n\nada,x,y',
    'id,tokens\n1,4096\n2,8192\n',
    '| Option | password |\n|---|---|\n| required2 | x.y.z |',
    'type,secret,password\n',
    'COMMANDS\n  login   password\n  set     token\n  get     something2\n',
    'NAME       TOKEN\ndefault    bearer-2024\n',
    'a|token\nb|c',
    'Ask for a name, user name, password\nand for two2, other words, that follow here',
    'Give name, user name, password\nfor each of 3, four, later',
    'Select id,password\nfrom users2,passwords',
    '     1→import user, password\n     2→from users2, passwords2',
  ],
};
