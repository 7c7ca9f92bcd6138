/** What people and programs call a secret, as a word of its own: one list for all languages. */

export interface Labels {
  readonly language: string;
  /** Regular expressions; a blank stands for one or two. */
  readonly password: readonly string[];
  readonly token?: readonly string[];
  /** Of the passwords those that mean something else as often (a key, a word): only what is distinctive counts. */
  readonly vague?: readonly string[];
  /** What says `is`: a word of its own, or glued to the label. */
  readonly is?: readonly string[];
  readonly glued?: true;
}

export const LABELS: readonly Labels[] = [
  {
    language: 'en',
    password: ['passwords?', 'passwd', 'passphrase', 'passcode', 'pwd'],
    token: ['token', 'secret', '(?:api|access|auth|private|secret)(?: |[_-])?key', 'credentials?'],
  },
  { language: 'de', password: ['passwort', 'kennwort'], token: ['schlüssel', 'geheimnis'], is: ['ist', 'lautet'] },
  {
    language: 'es',
    password: ['contraseña', 'contrasena', 'clave'],
    token: ['clave de api'],
    vague: ['clave'],
    is: ['es'],
  },
  { language: 'pt', password: ['senha', 'palavra-passe'], token: ['chave de api'], is: ['é'] },
  { language: 'fr', password: ['mot de passe', 'mdp'], token: ['jeton', "clé d['’]api", 'clé api'], is: ['est'] },
  { language: 'it', password: ["parola d['’]ordine"], token: ['chiave api'], is: ['è'] },
  { language: 'nl', password: ['wachtwoord'], is: ['is'] },
  { language: 'pl', password: ['hasło', 'haslo'], is: ['to'] },
  { language: 'cs', password: ['heslo'], is: ['je'] },
  { language: 'sv', password: ['lösenord(?:et)?', 'passord(?:et)?', 'adgangskode(?:n)?'], is: ['är', 'er'] },
  { language: 'fi', password: ['salasana'], is: ['on'] },
  { language: 'tr', password: ['şifre', 'parola', 'sifre'], vague: ['parola'] },
  { language: 'hu', password: ['jelszó'] },
  { language: 'vi', password: ['mật khẩu'], is: ['là'] },
  { language: 'id', password: ['kata sandi'], is: ['adalah'] },
  { language: 'ru', password: ['пароль', 'пароля'], token: ['токен', 'ключ api', 'секрет'], is: ['это'] },
  { language: 'uk', password: ['пароль'], token: ['токен'], is: ['це'] },
  {
    language: 'ko',
    password: ['비밀번호', '비번', '패스워드', '암호'],
    token: ['토큰', 'api 키', 'api키', '시크릿', '비밀 ?키'],
    is: ['는', '은', '가', '이', '를', '을'],
    glued: true,
  },
  {
    language: 'ja',
    password: ['パスワード', '暗証番号', '合言葉'],
    token: ['トークン', 'apiキー', 'api キー', 'シークレット'],
    is: ['は', 'が', 'を'],
    glued: true,
  },
  {
    language: 'zh',
    password: ['密码', '密碼', '口令'],
    token: ['令牌', 'api密钥', 'api 密钥', '密钥', '金鑰'],
    is: ['是', '为', '為', '设为', '改为'],
    glued: true,
  },
  { language: 'ar', password: ['كلمة المرور', 'كلمة السر'], is: ['هي'] },
  { language: 'he', password: ['סיסמה', 'סיסמא'] },
  { language: 'hi', password: ['पासवर्ड'] },
  { language: 'th', password: ['รหัสผ่าน'], is: ['คือ'] },
];
